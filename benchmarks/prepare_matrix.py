"""python -m benchmarks.prepare_matrix USERNAME: agents with skills, and USERNAME as administrator; prints its password. For matrix.py."""

from __future__ import annotations

import secrets
import sys

import django

AGENTS, SKILLS = 500, 40
SKILLS_OF_ONE = 6


def main(username: str) -> None:
    django.setup()
    # Models can be imported once Django is set up, not before.
    from ccplatform.accounts.models import User
    from ccplatform.accounts.services import save_account
    from ccplatform.agents.models import Agent, AgentSkill
    from ccplatform.queues.models import Skill
    from contracts.permissions import Role

    skills = Skill.objects.bulk_create(Skill(name=f"Skill {number:02}") for number in range(SKILLS))
    agents = Agent.objects.bulk_create(Agent(name=f"Agent {number:03}") for number in range(AGENTS))
    AgentSkill.objects.bulk_create(
        AgentSkill(agent=agent, skill=skills[(at * 7 + step * 5) % SKILLS], level=1 + (at + step) % 5)
        for at, agent in enumerate(agents)
        for step in range(SKILLS_OF_ONE)
    )
    password = secrets.token_urlsafe(15)
    save_account(user=User.objects.get(username=username), fields={"role": Role.ADMINISTRATOR.value, "password": password})
    sys.stdout.write(password)


if __name__ == "__main__":
    main(sys.argv[1])
