from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LegQuality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('interaction', models.TextField()),
                ('agent', models.BigIntegerField(null=True)),
                ('leg', models.TextField(blank=True, default='')),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
                ('mos', models.FloatField(null=True)),
                ('jitter_ms', models.FloatField(null=True)),
                ('loss_share', models.FloatField(null=True)),
                ('round_trip_ms', models.FloatField(null=True)),
                ('codec', models.TextField(blank=True, default='')),
                ('sentence_code', models.TextField(blank=True, default='')),
            ],
            options={
                'db_table': 'leg_quality',
                'constraints': [models.UniqueConstraint(fields=('interaction', 'agent', 'leg', 'started_at'), name='leg_quality_once', nulls_distinct=False)],
            },
        ),
    ]
