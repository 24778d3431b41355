"""A fact is a promise: the database itself refuses to change or delete one."""

from django.db import migrations

FORBID = """
CREATE FUNCTION forbid_changing_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'facts are append-only: % on table fact is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE ON fact FOR EACH STATEMENT EXECUTE FUNCTION forbid_changing_facts();
"""
ALLOW = "DROP TRIGGER fact_append_only ON fact; DROP FUNCTION forbid_changing_facts();"


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
