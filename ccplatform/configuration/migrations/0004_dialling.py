from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("configuration", "0003_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="center",
            name="dialling",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
