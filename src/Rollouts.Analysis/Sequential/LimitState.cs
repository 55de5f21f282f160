using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;
using Rollouts.Analysis.Windows;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// Compares the candidate with a fixed limit. The baseline is watched, too, to tell a fault of the candidate from a
/// shared incident.
/// </summary>
internal sealed class LimitState : CheckState
{
    private const int RequestsColumn = 0;
    private const int BadColumn = 1;

    private static readonly TimeSpan Now = TimeSpan.FromMinutes(2);

    private readonly LimitSettings _settings;
    private readonly LimitEvidence _candidate;
    private readonly LimitEvidence _baseline;
    private readonly HealthyEvidence _healthy = new(edges: 1);
    private readonly TrailingSums _baselineNow = new(Now, columns: 2);
    private readonly EvidenceTotals _totals = new();
    private bool _baselineBreaks;

    public LimitState(LimitSettings settings, Instant at)
        : base(settings, at)
    {
        _settings = settings;
        _candidate = new LimitEvidence(settings);
        _baseline = new LimitEvidence(settings);
    }

    public override double? TowardBreach => Math.Max(0, _totals.Log) / _settings.Needed;

    public override double? TowardHealthy =>
        _totals.Log >= EvidenceTotals.Doubt || IsVisiblyAbove
            ? 0
            : Math.Clamp(
                Math.Min(
                    (double)_totals.RequestsSinceShift / LeastRequests,
                    Margin is null ? 1 : _healthy.Least / _settings.NeededToProve
                ),
                0,
                1
            );

    private protected override byte Shape => (byte)(0x40 | (int)_settings.Form);

    private protected override bool Absorb(Tick tick, bool isWarm)
    {
        var counts = (CountTick)tick;
        bool hasData = counts.Candidate.Requests > 0;
        if (Split == Split.BaselineAlone || !isWarm)
        {
            return hasData;
        }

        FollowBaseline(counts);
        _candidate.Judge(counts.Candidate);
        if (hasData)
        {
            var tickOfOne = PairedCounts.OfOne(counts.Candidate);
            _healthy.Add(edge: 0, tickOfOne, ratio: 0, _settings.Limit, _settings.Overdispersion ?? 1);
        }

        _totals.Follow(counts, _candidate.Log, Outcome, isHeldBack: false);
        return hasData;
    }

    private protected override CheckOutcome Judged()
    {
        bool isPreview = Split == Split.Preview;
        if (isPreview && _totals.RequestsSinceShift < Shift.PreviewRequests)
        {
            return CheckOutcome.Watching;
        }

        if (_totals.Log >= _settings.Needed)
        {
            return _baselineBreaks ? CheckOutcome.SharedIncident : CheckOutcome.Breach;
        }

        long least = isPreview ? Math.Min(LeastRequests, Shift.PreviewRequests) : LeastRequests;
        bool isProven = Margin is null || _healthy.Least >= _settings.NeededToProve;
        return _totals.MayBeHealthy(least) && isProven && !IsVisiblyAbove
            ? CheckOutcome.Healthy
            : CheckOutcome.Watching;
    }

    private bool IsVisiblyAbove
    {
        get
        {
            PairedCounts counts = _totals.SinceShift(edge: 0);
            return PlainCounts.ExceedLimit(counts.CandidateBad, counts.CandidateRequests, _settings.Limit);
        }
    }

    private protected override void OnShifted()
    {
        _healthy.StartAfresh();
        _totals.Shifted();
    }

    private protected override void OnAfresh()
    {
        ForgetEvidence();
        _baselineBreaks = false;
        OnShifted();
    }

    private protected override Evidence Explain()
    {
        Totals shown = _totals.Shown(Outcome);
        ArmCount candidate = shown.Candidate(edge: 0, Confidence.Shown);
        ArmCount baseline = shown.Baseline(edge: 0, Confidence.Shown);
        return new Evidence
        {
            Sentence = LimitWords.Say(_settings, Outcome, candidate, baseline, Margin.HasValue),
            Candidate = candidate,
            Baseline = baseline.Requests > 0 ? baseline : null,
            Now = _totals.Said(Outcome),
            Needed = _settings.Needed,
            Excess = candidate.Rate - _settings.Limit,
            Chance = _totals.Chance,
            DecidedBy = _settings.Edge is { } edge ? $"slower than {edge}" : null,
        };
    }

    private protected override void PackBody(ref PackWriter writer)
    {
        writer.Flag(_baselineBreaks);
        writer.Whole(_candidate.Judged);
        writer.Whole(_baseline.Judged);
        writer.Numbers(_candidate.Logs, narrow: false);
        writer.Numbers(_baseline.Logs, narrow: false);
        writer.Numbers(_healthy.Logs, narrow: false);
        _baselineNow.Pack(ref writer, narrow: false);
        _totals.Pack(ref writer);
    }

    private protected override void UnpackBody(ref PackReader reader)
    {
        _baselineBreaks = reader.Flag();
        _candidate.Restore((int)reader.Whole());
        _baseline.Restore((int)reader.Whole());
        reader.Numbers(_candidate.Logs, narrow: false);
        reader.Numbers(_baseline.Logs, narrow: false);
        reader.Numbers(_healthy.Logs, narrow: false);
        _baselineNow.Unpack(ref reader, narrow: false);
        _totals.Unpack(ref reader);
    }

    /// <summary>
    /// The baseline breaks the limit while there is evidence of it and its present rate is above the limit. When that
    /// ends, the candidate's evidence of that period belongs to the incident, so the evidence of both is discarded.
    /// </summary>
    private void FollowBaseline(CountTick tick)
    {
        _baseline.Judge(tick.Baseline);
        _baselineNow.MoveTo(tick.To);
        _baselineNow.Add(RequestsColumn, tick.Baseline.Requests);
        _baselineNow.Add(BadColumn, tick.Baseline.Bad);
        bool isAbove = _baselineNow.Sum(BadColumn) > _settings.Limit * _baselineNow.Sum(RequestsColumn);
        bool breaks = isAbove && _baseline.Log >= EvidenceTotals.Doubt;
        if (_baselineBreaks && !breaks)
        {
            ForgetEvidence();
        }

        _baselineBreaks = breaks;
    }

    private void ForgetEvidence()
    {
        _candidate.StartAfresh();
        _baseline.StartAfresh();
        _totals.ForgetEvidence();
    }
}
