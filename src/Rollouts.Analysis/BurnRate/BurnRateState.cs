using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.BurnRate;

/// <summary>
/// The error budget watched over pairs of windows. It promises nothing about false alarms and cannot see a rate below
/// its factors; it needs no second arm, and asks the baseline only whose fault it is.
/// </summary>
internal sealed class BurnRateState : CheckState
{
    private const byte Kind = 0x60;

    /// <summary>How far before the switch the old version's burn rate is measured.</summary>
    private static readonly TimeSpan BeforeSwitch = TimeSpan.FromHours(1);

    private readonly BurnRateSettings _settings;
    private readonly Watch[] _watches;
    private readonly BurnRateWindow[] _windows;
    private readonly BurnRateWindow _beforeSwitch;

    /// <summary>The highest burn rate of the baseline before the candidate took over.</summary>
    private double _rateBeforeSwitch;

    public BurnRateState(BurnRateSettings settings, Instant at)
        : base(settings, at)
    {
        _settings = settings;
        BurnRule[] rules = [.. settings.Rules.Take(BurnRateSettings.MostRules)];
        _windows =
        [
            .. rules
                .SelectMany(rule => new[] { rule.Long, rule.Short })
                .Append(BeforeSwitch)
                .Distinct()
                .Select(length => new BurnRateWindow(length)),
        ];
        _watches = [.. rules.Select(rule => new Watch(rule, Window(rule.Long), Window(rule.Short)))];
        _beforeSwitch = Window(BeforeSwitch);
    }

    /// <summary>A rule with the windows it looks at.</summary>
    private sealed record Watch(BurnRule Rule, BurnRateWindow Long, BurnRateWindow Short);

    private protected override byte Shape => (byte)(Kind + _windows.Length);

    private protected override bool Absorb(Tick tick, bool isWarm)
    {
        var counts = (CountTick)tick;
        bool isCandidateJudged = Split != Split.BaselineAlone && isWarm;
        foreach (BurnRateWindow window in _windows)
        {
            window.Add(counts, isCandidateJudged);
        }

        return counts.Candidate.Requests > 0;
    }

    private protected override CheckOutcome Judged()
    {
        if (Split == Split.BaselineAlone)
        {
            return CheckOutcome.Watching;
        }

        TimeSpan shortest = BeforeSwitch;
        foreach (Watch watch in _watches)
        {
            if (IsFiring(watch))
            {
                return BaselineRate(watch) >= LimitOf(watch.Rule) ? CheckOutcome.SharedIncident : CheckOutcome.Breach;
            }

            shortest = watch.Short.Length < shortest ? watch.Short.Length : shortest;
        }

        return LastAt - ShiftedAt >= shortest ? CheckOutcome.Healthy : CheckOutcome.Watching;
    }

    private protected override void OnShifted() =>
        _rateBeforeSwitch =
            Split == Split.CandidateAlone ? Math.Max(_rateBeforeSwitch, _beforeSwitch.Rate(Arm.Baseline)) : 0;

    private protected override void OnAfresh()
    {
        foreach (BurnRateWindow window in _windows)
        {
            window.Clear();
        }
    }

    private protected override Evidence Explain()
    {
        (BurnRule shown, BurnRateWindow window, _) = Array.Find(_watches, IsFiring) ?? _watches[0];
        double rate = window.Rate(Arm.Candidate);
        ArmCount candidate = Count(window, Arm.Candidate);
        string burns =
            $"candidate burns the budget of {JudgeText.Percent(_settings.Budget)} "
            + $"{JudgeText.Number(Math.Round(rate / _settings.Budget, 1))} times too fast "
            + $"over {Spans.Say(shown.Long)}: "
            + $"{JudgeText.Rate(candidate, " of requests")} failed";
        return new Evidence
        {
            Sentence = Outcome switch
            {
                CheckOutcome.NoData => "the candidate has had no requests to judge",
                CheckOutcome.SourceFailed => "the source does not answer",
                CheckOutcome.SharedIncident => burns + "; the baseline burned it as fast",
                _ => burns,
            },
            Candidate = candidate,
            Baseline = window.Requests(Arm.Baseline) > 0 ? Count(window, Arm.Baseline) : null,
            Now = rate / _settings.Budget,
            Needed = shown.Factor,
            Excess = rate - _settings.Budget,
            DecidedBy = $"{Spans.Say(shown.Long)}/{Spans.Say(shown.Short)} at {JudgeText.Number(shown.Factor)} times",
        };
    }

    private protected override void PackBody(ref PackWriter writer)
    {
        writer.Number(_rateBeforeSwitch);
        foreach (BurnRateWindow window in _windows)
        {
            window.Pack(ref writer);
        }
    }

    private protected override void UnpackBody(ref PackReader reader)
    {
        _rateBeforeSwitch = reader.Number();
        foreach (BurnRateWindow window in _windows)
        {
            window.Unpack(ref reader);
        }
    }

    private static ArmCount Count(BurnRateWindow window, Arm arm)
    {
        Interval rate = RateInterval.Of(window.Bad(arm), window.Requests(arm), Confidence.Shown);
        return new ArmCount((long)window.Requests(arm), (long)window.Bad(arm), rate.Low, rate.High);
    }

    private bool IsFiring(Watch watch) =>
        watch.Long.Bad(Arm.Candidate) >= _settings.LeastBad
        && watch.Long.Rate(Arm.Candidate) >= LimitOf(watch.Rule)
        && watch.Short.Rate(Arm.Candidate) >= LimitOf(watch.Rule);

    private double LimitOf(BurnRule rule) => rule.Factor * _settings.Budget;

    private double BaselineRate(Watch watch) =>
        Split == Split.CandidateAlone ? _rateBeforeSwitch : watch.Long.Rate(Arm.Baseline);

    private BurnRateWindow Window(TimeSpan length) => _windows.First(window => window.Length == length);
}
