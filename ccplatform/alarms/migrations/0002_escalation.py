import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alarms', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='alarm',
            name='escalated_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='alarmrule',
            name='escalate_emails',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='alarmrule',
            name='escalate_seconds',
            field=models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(86400)]),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='event',
            field=models.CharField(choices=[('raised', 'raised'), ('cleared', 'cleared'), ('escalated', 'escalated')], max_length=16),
        ),
    ]
