"""What the board does between and beside its meetings: plans ahead, reporting lines, questions, challenges,
risks, papers passed on, self-assessment, earlier names, calendar feeds and what went into a paper."""
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0012_minutes'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgencyName',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(blank=True, max_length=60)),
                ('until_on', models.DateField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('audience', models.CharField(choices=[('public', 'Anyone'), ('partnership', 'Everyone in the partnership'), ('core', 'Core members and officers'), ('restricted', 'Named people only')], default='partnership', max_length=20)),
                ('words', models.TextField()),
                ('made_on', models.DateField()),
                ('due_on', models.DateField()),
                ('response', models.TextField(blank=True)),
                ('responded_on', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, max_length=20)),
                ('outcome_words', models.TextField(blank=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('escalated_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ForwardItem',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('audience', models.CharField(choices=[('public', 'Anyone'), ('partnership', 'Everyone in the partnership'), ('core', 'Core members and officers'), ('restricted', 'Named people only')], default='partnership', max_length=20)),
                ('month', models.DateField()),
                ('title', models.CharField(max_length=300)),
                ('purpose', models.CharField(default='note', max_length=20)),
                ('note', models.TextField(blank=True)),
                ('added_at', models.DateTimeField()),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='NumberedCopy',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('out_at', models.DateTimeField()),
                ('back_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PassedOn',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('to', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('audience', models.CharField(choices=[('public', 'Anyone'), ('partnership', 'Everyone in the partnership'), ('core', 'Core members and officers'), ('restricted', 'Named people only')], default='partnership', max_length=20)),
                ('asked_by_words', models.CharField(blank=True, max_length=200)),
                ('words', models.TextField()),
                ('asked_on', models.DateField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ReportingLine',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('what', models.CharField(max_length=300)),
                ('times_a_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('each_meeting', models.BooleanField(default=False)),
                ('from_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('audience', models.CharField(choices=[('public', 'Anyone'), ('partnership', 'Everyone in the partnership'), ('core', 'Core members and officers'), ('restricted', 'Named people only')], default='partnership', max_length=20)),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('cause', models.TextField(blank=True)),
                ('effect', models.TextField(blank=True)),
                ('controls', models.TextField(blank=True)),
                ('raised_on', models.DateField()),
                ('review_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_why', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='RiskReview',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('likelihood', models.PositiveSmallIntegerField()),
                ('impact', models.PositiveSmallIntegerField()),
                ('words', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SchoolHoliday',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('name', models.CharField(max_length=120)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='SelfAssessed',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('said', models.JSONField()),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SelfAssessment',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('year', models.DateField()),
                ('asked', models.JSONField()),
                ('opened_on', models.DateField()),
                ('due_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='agency',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='records.agency'),
        ),
        migrations.AddField(
            model_name='agency',
            name='merged_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='urgent_why',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='group',
            name='ends_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='group',
            name='question',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='called_why',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='kind',
            field=models.CharField(default='ordinary', max_length=20),
        ),
        migrations.AddField(
            model_name='message',
            name='calendar',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='paper',
            name='cover',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='paper',
            name='definition',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='paper',
            name='is_tabled',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='paper',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='records.paper'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='is_unitary',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', True), ('merged_on__isnull', True)), models.Q(('merged_into__isnull', False), ('merged_on__isnull', False)), _connector='OR'), name='agency_merged_whole'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['ordinary', 'extraordinary', 'by_email'])), name='meeting_kind_known'),
        ),
        migrations.AddField(
            model_name='agencyname',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_names', to='records.agency'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='records.person'),
        ),
        migrations.AddField(
            model_name='challenge',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='records.agency'),
        ),
        migrations.AddField(
            model_name='challenge',
            name='escalated_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.group'),
        ),
        migrations.AddField(
            model_name='challenge',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.group'),
        ),
        migrations.AddField(
            model_name='challenge',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='challenge',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.meeting'),
        ),
        migrations.AddField(
            model_name='challenge',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='challenge',
            name='restriction',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='records.restriction'),
        ),
        migrations.AddField(
            model_name='forwarditem',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='forwarditem',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.group'),
        ),
        migrations.AddField(
            model_name='forwarditem',
            name='item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.agendaitem'),
        ),
        migrations.AddField(
            model_name='forwarditem',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='forwarditem',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.meeting'),
        ),
        migrations.AddField(
            model_name='forwarditem',
            name='restriction',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='records.restriction'),
        ),
        migrations.AddField(
            model_name='numberedcopy',
            name='back_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='numberedcopy',
            name='out_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='numberedcopy',
            name='pack',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='records.pack'),
        ),
        migrations.AddField(
            model_name='numberedcopy',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='passedon',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.agency'),
        ),
        migrations.AddField(
            model_name='passedon',
            name='paper',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passed_on', to='records.paper'),
        ),
        migrations.AddField(
            model_name='passedon',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='question',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='question',
            name='asked_by_group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asked', to='records.group'),
        ),
        migrations.AddField(
            model_name='question',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.meeting'),
        ),
        migrations.AddField(
            model_name='question',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.partnership'),
        ),
        migrations.AddField(
            model_name='question',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='question',
            name='restriction',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='records.restriction'),
        ),
        migrations.AddField(
            model_name='question',
            name='to_agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='was_asked', to='records.agency'),
        ),
        migrations.AddField(
            model_name='question',
            name='to_group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='was_asked', to='records.group'),
        ),
        migrations.AddField(
            model_name='reportingline',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.partnership'),
        ),
        migrations.AddField(
            model_name='reportingline',
            name='reports',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports_upward', to='records.group'),
        ),
        migrations.AddField(
            model_name='reportingline',
            name='to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reported_to', to='records.group'),
        ),
        migrations.AddField(
            model_name='risk',
            name='agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.agency'),
        ),
        migrations.AddField(
            model_name='risk',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.group'),
        ),
        migrations.AddField(
            model_name='risk',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='risk',
            name='restriction',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='records.restriction'),
        ),
        migrations.AddField(
            model_name='riskreview',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='riskreview',
            name='risk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='records.risk'),
        ),
        migrations.AddField(
            model_name='schoolholiday',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.partnership'),
        ),
        migrations.AddField(
            model_name='selfassessed',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.agency'),
        ),
        migrations.AddField(
            model_name='selfassessed',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='selfassessment',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.group'),
        ),
        migrations.AddField(
            model_name='selfassessed',
            name='assessment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='records.selfassessment'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'put_right', 'in_part', 'not_put_right', 'withdrawn'])), name='challenge_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='forwarditem',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['note', 'agree', 'decide', 'advise', 'monitor', 'discuss'])), name='forward_purpose_known'),
        ),
        migrations.AddConstraint(
            model_name='numberedcopy',
            constraint=models.UniqueConstraint(fields=('pack', 'number'), name='numbered_copy_once'),
        ),
        migrations.AddConstraint(
            model_name='passedon',
            constraint=models.UniqueConstraint(fields=('paper', 'agency'), name='passed_on_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('to_agency__isnull', False), ('to_group__isnull', True)), models.Q(('to_agency__isnull', True), ('to_group__isnull', False)), _connector='OR'), name='question_to_one'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by_group__isnull', False), models.Q(('asked_by_words', ''), _negated=True), _connector='OR'), name='question_from_one'),
        ),
        migrations.AddConstraint(
            model_name='reportingline',
            constraint=models.CheckConstraint(condition=models.Q(('reports', models.F('to')), _negated=True), name='reporting_line_between_two'),
        ),
        migrations.AddConstraint(
            model_name='reportingline',
            constraint=models.CheckConstraint(condition=models.Q(('times_a_year__isnull', True), ('each_meeting', False), _connector='OR'), name='reporting_line_one_pace'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.UniqueConstraint(fields=('group', 'number'), name='risk_number_once'),
        ),
        migrations.AddConstraint(
            model_name='riskreview',
            constraint=models.CheckConstraint(condition=models.Q(('impact__gte', 1), ('impact__lte', 5), ('likelihood__gte', 1), ('likelihood__lte', 5)), name='risk_review_in_range'),
        ),
        migrations.AddConstraint(
            model_name='schoolholiday',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__gte', models.F('from_on'))), name='school_holiday_in_order'),
        ),
        migrations.AddConstraint(
            model_name='selfassessment',
            constraint=models.UniqueConstraint(fields=('group', 'year'), name='self_assessment_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='selfassessed',
            constraint=models.UniqueConstraint(fields=('assessment', 'agency'), name='self_assessed_once'),
        ),
    ]
