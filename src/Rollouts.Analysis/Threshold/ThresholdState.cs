using System.Numerics;
using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Threshold;

/// <summary>A value held against its limits, with some bad ones forgiven.</summary>
internal sealed class ThresholdState(ThresholdSettings settings, Instant begun) : CheckState(settings, begun)
{
    private const byte Kind = 0x50;
    private const byte CountingKind = 0x51;

    private readonly Forgiveness _forgiveness = settings.Forgiveness;

    /// <summary>A bit for each of the last values, the newest lowest; 1 is bad.</summary>
    private ulong _bad;

    /// <summary>The bad values since the check began, or since a person has overruled a breach.</summary>
    private long _failures;
    private long _sinceShift;
    private long _goodInARow;
    private double _last = double.NaN;
    private double _lastBad = double.NaN;

    private protected override byte Shape => settings.FailuresAtMost is null ? Kind : CountingKind;

    private bool IsBroken => settings.FailuresAtMost is { } most ? _failures > most : BadInWindow > _forgiveness.Bad;

    private int BadInWindow
    {
        get
        {
            int unseen = Forgiveness.LongestWindow - _forgiveness.Last;
            return BitOperations.PopCount(_bad << unseen);
        }
    }

    private protected override bool Absorb(Tick tick, bool isWarm)
    {
        double value = ((ValueTick)tick).Candidate;
        if (!settings.Judges(value))
        {
            return false;
        }

        if (isWarm && Split != Split.BaselineAlone)
        {
            bool isGood = settings.IsGood(value);
            _bad = (_bad << 1) | (isGood ? 0UL : 1UL);
            _failures += isGood ? 0 : 1;
            _sinceShift++;
            _goodInARow = isGood ? _goodInARow + 1 : 0;
            (_last, _lastBad) = (value, isGood ? _lastBad : value);
        }

        return true;
    }

    private protected override CheckOutcome Judged()
    {
        if (IsBroken)
        {
            return CheckOutcome.Breach;
        }

        bool isFull = _sinceShift >= (settings.HealthyAfter ?? _forgiveness.Last);
        bool holds = settings.HealthyAfter is not { } run || _goodInARow >= run;
        return isFull && holds ? CheckOutcome.Healthy : CheckOutcome.Watching;
    }

    private protected override void OnShifted() => (_sinceShift, _goodInARow) = (0, 0);

    private protected override void OnAfresh()
    {
        (_bad, _failures, _last, _lastBad) = (0, 0, double.NaN, double.NaN);
        OnShifted();
    }

    private protected override Evidence Explain()
    {
        double shown = Outcome == CheckOutcome.Breach ? _lastBad : _last;
        string outside = settings.FailuresAtMost is { } most
            ? $"{JudgeText.Number(_failures)} outside the limit since the check began, "
                + $"{JudgeText.Number(most)} forgiven"
            : $"{JudgeText.Number(BadInWindow)} of the last {JudgeText.Number(_forgiveness.Last)} outside the limit, "
                + $"{JudgeText.Number(_forgiveness.Bad)} forgiven";
        return new Evidence
        {
            Sentence = Outcome switch
            {
                CheckOutcome.NoData => "the source has no value to judge",
                CheckOutcome.SourceFailed => "the source does not answer",
                _ when double.IsNaN(shown) => "no value yet",
                _ => $"the value is {JudgeText.Number(shown)}, wanted {settings.Said}; {outside}",
            },
            Now = double.IsFinite(shown) ? shown : null,
            Needed = settings.AtMost ?? settings.AtLeast,
            DecidedBy = outside,
        };
    }

    private protected override void PackBody(ref PackWriter writer)
    {
        writer.Whole((long)_bad);
        writer.Whole(_sinceShift);
        writer.Whole(_goodInARow);
        writer.Number(_last);
        writer.Number(_lastBad);
        if (settings.FailuresAtMost is not null)
        {
            writer.Whole(_failures);
        }
    }

    private protected override void UnpackBody(ref PackReader reader)
    {
        _bad = (ulong)reader.Whole();
        _sinceShift = reader.Whole();
        _goodInARow = reader.Whole();
        _last = reader.Number();
        _lastBad = reader.Number();
        _failures = settings.FailuresAtMost is null ? 0 : reader.Whole();
    }
}
