using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>The candidate held against the baseline, in every tick that both arms serve.</summary>
internal sealed class RelativeState : CheckState
{
    private readonly RelativeSettings _settings;
    private readonly RelativeEvidence _breach;
    private readonly HealthyEvidence _healthy;
    private readonly ExcessWindows _excess;
    private readonly RatioLikelihood? _ratio;
    private readonly Overdispersion _spread = new();
    private readonly EvidenceTotals _totals = new();
    private readonly AdjacentTicks _neighbours = new();
    private readonly LabelledEvidence? _labels;
    private int _loudest;

    public RelativeState(RelativeSettings settings, Instant at)
        : base(settings, at)
    {
        _settings = settings;
        _breach = new RelativeEvidence(settings);
        _healthy = new HealthyEvidence(settings.EdgeCount);
        _excess = new ExcessWindows(settings.EdgeCount);
        _ratio = IsNarrow ? null : new RatioLikelihood();
        _labels = settings.By is null ? null : new LabelledEvidence(settings);
        Settle(CheckOutcome.NotApplicable);
    }

    /// <summary>The evidence of a breach, in nats.</summary>
    public double LogEvidence => _totals.Log;

    public override double? TowardBreach => Math.Max(0, _totals.Log) / _settings.Needed;

    public override double? TowardHealthy =>
        _totals.Log >= EvidenceTotals.Doubt || IsVisiblyWorse
            ? 0
            : Math.Clamp(
                Math.Min(
                    (double)_totals.RequestsSinceShift / LeastRequests,
                    Margin is null ? 1 : _healthy.Least / _settings.NeededToProve
                ),
                0,
                1
            );

    public override int RoomToPack => PackedAtMost + (_labels?.PackedAtMost ?? 0);

    private protected override byte Shape =>
        (byte)(
            _settings.EdgeCount
            | ((int)_settings.Form << 2)
            | (_settings.ArmsAligned ? 16 : 0)
            | (_settings.By is null ? 0 : 32)
        );

    private protected override bool Rests => Split != Split.BothArms;

    /// <summary>Several edges fit the stored state at half the width.</summary>
    private bool IsNarrow => _settings.EdgeCount > 1;

    private protected override bool Absorb(Tick tick, bool isWarm)
    {
        var counts = (CountTick)tick;
        if (Rests || !isWarm)
        {
            _neighbours.Pass(counts.To, counts.Baseline);
            _labels?.Pass(counts);
            return counts.Candidate.Requests > 0;
        }

        Learn(counts);
        if (_settings.ArmsAligned)
        {
            _breach.Judge(new AdjacentTick(counts.Candidate, null, counts.Baseline, null), _spread.Estimate);
        }
        else if (_neighbours.Next(counts.From, counts.To, counts.Candidate, counts.Baseline) is { } whole)
        {
            _breach.Judge(whole, _spread.Estimate);
        }

        _labels?.Judge(counts, isBroken: Outcome == CheckOutcome.Breach);
        double log = _breach.Weigh(out _loudest);
        _totals.Follow(counts, _labels?.Merge(log) ?? log, Outcome, isHeldBack: !_settings.ArmsAligned);
        _spread.Add(counts.Spread);
        Narrow();
        return counts.Candidate.Requests > 0;
    }

    private protected override CheckOutcome Judged()
    {
        if (_totals.Log >= _settings.Needed && LargestExcess(out _) >= _settings.LeastExcess)
        {
            return CheckOutcome.Breach;
        }

        return _totals.MayBeHealthy(LeastRequests) && IsProven && !IsDoubtHeldBack && !IsVisiblyWorse
            ? CheckOutcome.Healthy
            : CheckOutcome.Watching;
    }

    private bool IsProven => Margin is null || _healthy.Least >= _settings.NeededToProve;

    private bool IsVisiblyWorse
    {
        get
        {
            for (int edge = 0; edge < _settings.EdgeCount; edge++)
            {
                PairedCounts counts = _totals.SinceShift(edge);
                if (PlainCounts.ExceedBaseline(counts, _settings.ToleratedRatio, _settings.LeastExcess))
                {
                    return true;
                }
            }

            return _labels is { IsVisiblyWorse: true };
        }
    }

    /// <summary>No candidate is healthy while a tick full of failures waits for its neighbour.</summary>
    private bool IsDoubtHeldBack =>
        _neighbours.Held is { } held && _breach.Foresee(held, _spread.Estimate) >= EvidenceTotals.Doubt;

    /// <summary>The value of the label that speaks against the candidate more than all requests do, if any.</summary>
    private LabelLane? Louder => _labels?.Louder(_breach.Weigh(out _));

    private double LargestExcess(out string window) =>
        Louder is { } lane ? lane.Excess(out window) : _excess.Largest(_loudest, out window);

    private protected override void OnShifted()
    {
        _healthy.StartAfresh();
        _totals.Shifted();
        if (Rests)
        {
            _neighbours.Clear();
            _labels?.ClearNeighbours();
        }
    }

    private protected override void OnAfresh()
    {
        _breach.StartAfresh();
        _excess.StartAfresh();
        _ratio?.Clear();
        _totals.ForgetEvidence();
        _neighbours.Clear();
        _labels?.StartAfresh();
        _loudest = 0;
        OnShifted();
    }

    private protected override Evidence Explain()
    {
        double excess = LargestExcess(out string window);
        LabelLane? lane = _totals.Log > 0 || Outcome == CheckOutcome.Breach ? Louder : null;
        Totals shown = lane?.Shown ?? _totals.Shown(Outcome);
        ArmCount candidate = shown.Candidate(_loudest, Confidence.Shown);
        ArmCount baseline = shown.Baseline(_loudest, Confidence.Shown);
        string? edge = _settings.Edges.IsEmpty ? null : _settings.Edges[_loudest];
        // The ratio is one of all requests.
        Interval? ratio = lane is null ? _ratio?.Interval(Confidence.Shown) : null;
        string verb = edge is null ? "fails" : $"is slower than {edge} in";
        string place = lane is null ? "" : RelativeWords.Place(_settings, lane);
        string shared = _labels is { IsMostlyShared: true } ? RelativeWords.Shared(_settings) : "";
        return new Evidence
        {
            Sentence = place + RelativeWords.Say(_settings, Outcome, candidate, baseline, verb, Margin) + shared,
            Candidate = candidate,
            Baseline = baseline,
            Now = _totals.Said(Outcome),
            Needed = _settings.Needed,
            Excess = excess,
            RatioLow = ratio is { Low: > 0 } above ? above.Low : null,
            RatioHigh = ratio is { High: < double.PositiveInfinity } below ? below.High : null,
            Chance = _totals.Chance,
            DecidedBy = place + (edge is null ? window : $"slower than {edge}, {window}"),
        };
    }

    private protected override void PackBody(ref PackWriter writer)
    {
        writer.Whole(_loudest);
        writer.Whole(_breach.Judged);
        writer.Numbers(_breach.Logs, IsNarrow);
        writer.Numbers(_healthy.Logs, IsNarrow);
        _excess.Pack(ref writer, IsNarrow);
        if (_ratio is not null)
        {
            writer.Numbers(_ratio.Logs, IsNarrow);
        }

        _spread.Pack(ref writer);
        _totals.Pack(ref writer);
        _neighbours.Pack(ref writer);
        _labels?.Pack(ref writer);
    }

    private protected override void UnpackBody(ref PackReader reader)
    {
        _loudest = (int)reader.Whole();
        _breach.Restore((int)reader.Whole());
        reader.Numbers(_breach.Logs, IsNarrow);
        reader.Numbers(_healthy.Logs, IsNarrow);
        _excess.Unpack(ref reader, IsNarrow);
        if (_ratio is not null)
        {
            reader.Numbers(_ratio.Logs, IsNarrow);
        }

        _spread.Unpack(ref reader);
        _totals.Unpack(ref reader);
        _neighbours.Unpack(ref reader);
        _labels?.Unpack(ref reader);
    }

    /// <summary>Adds the parts that need no neighbors: excess, proof of health, ratio and counts.</summary>
    private void Learn(CountTick tick)
    {
        _excess.MoveTo(tick.To);
        double overdispersion = Math.Max(_settings.Overdispersion ?? 1, _spread.Estimate);
        for (int edge = 0; edge < _settings.EdgeCount; edge++)
        {
            var pair = PairedCounts.Of(tick.Candidate, tick.Baseline, edge);
            if (!pair.HasBothArms)
            {
                continue;
            }

            _excess.Add(edge, pair);
            _ratio?.Add(pair);
            if (Margin is { } margin)
            {
                _healthy.Add(edge, pair, ratio: 1, margin, overdispersion);
            }
        }
    }

    private void Narrow()
    {
        if (IsNarrow)
        {
            Narrowing.Down(_breach.Logs);
            Narrowing.Down(_healthy.Logs);
            _excess.RoundToNarrow();
        }
    }
}
