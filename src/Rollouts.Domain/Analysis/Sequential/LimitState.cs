using Rollouts.Domain.Analysis.Packing;
using Rollouts.Domain.Analysis.Ticks;
using Rollouts.Domain.Analysis.Windows;

namespace Rollouts.Domain.Analysis.Sequential;

/// <summary>The candidate held against a fixed limit; the baseline is watched too, to tell whose fault it is.</summary>
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
    private readonly Stretches _stretches = new();
    private bool _baselineBreaks;

    public LimitState(LimitSettings settings, Instant at)
        : base(settings, at)
    {
        _settings = settings;
        _candidate = new LimitEvidence(settings);
        _baseline = new LimitEvidence(settings);
    }

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

        _stretches.Follow(counts, _candidate.Log, Standing, isHeldBack: false);
        return hasData;
    }

    private protected override Standing Judged()
    {
        bool isPreview = Split == Split.Preview;
        if (isPreview && _stretches.RequestsSinceShift < Shift.PreviewRequests)
        {
            return Standing.Watching;
        }

        if (_stretches.Log >= _settings.Needed)
        {
            return _baselineBreaks ? Standing.SharedIncident : Standing.Breach;
        }

        long least = isPreview ? Math.Min(LeastRequests, Shift.PreviewRequests) : LeastRequests;
        bool isProven = Margin is null || _healthy.Least >= _settings.NeededToProve;
        return _stretches.MayBeHealthy(least) && isProven ? Standing.Healthy : Standing.Watching;
    }

    private protected override void OnShifted()
    {
        _healthy.StartAfresh();
        _stretches.Shifted();
    }

    private protected override void OnAfresh()
    {
        ForgetEvidence();
        _baselineBreaks = false;
        OnShifted();
    }

    private protected override Evidence Explain()
    {
        Totals shown = _stretches.Shown(Standing);
        ArmCount candidate = shown.Candidate(edge: 0, Confidence.Shown);
        ArmCount baseline = shown.Baseline(edge: 0, Confidence.Shown);
        return new Evidence
        {
            Sentence = LimitWords.Say(_settings, Standing, candidate, baseline, Margin.HasValue),
            Candidate = candidate,
            Baseline = baseline.Requests > 0 ? baseline : null,
            Now = _stretches.Said(Standing),
            Needed = _settings.Needed,
            Excess = candidate.Rate - _settings.Limit,
            Chance = _stretches.Chance,
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
        _stretches.Pack(ref writer);
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
        _stretches.Unpack(ref reader);
    }

    /// <summary>
    /// The baseline breaks the limit while there is evidence that it does and it still does. Once it no longer does,
    /// what the candidate gathered meanwhile was the incident's, not its own: both begin anew.
    /// </summary>
    private void FollowBaseline(CountTick tick)
    {
        _baseline.Judge(tick.Baseline);
        _baselineNow.MoveTo(tick.To);
        _baselineNow.Add(RequestsColumn, tick.Baseline.Requests);
        _baselineNow.Add(BadColumn, tick.Baseline.Bad);
        bool isAbove = _baselineNow.Sum(BadColumn) > _settings.Limit * _baselineNow.Sum(RequestsColumn);
        bool breaks = isAbove && _baseline.Log >= Stretches.Doubt;
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
        _stretches.ForgetEvidence();
    }
}
