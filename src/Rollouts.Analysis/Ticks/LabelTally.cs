using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Ticks;

/// <summary>Sums the counters of both arms by the value of a label.</summary>
internal sealed class LabelTally
{
    private readonly List<(ArmTally Candidate, ArmTally Baseline)> _tallies = [];

    public LabelValues Values { get; private set; } = new();

    /// <summary>Whether the check judges by a label: some counter had a value of it, or none that fits.</summary>
    public bool IsUsed { get; private set; }

    public int PackedAtMost =>
        IsUsed ? 20 + (Values.Count * (LabelValues.Longest + 1 + (2 * ArmTally.PackedAtMost))) : 0;

    /// <summary>The place of the value that a counter has.</summary>
    public int PlaceOf(in CounterSample sample)
    {
        IsUsed |= sample.Label is not null;
        return Values.PlaceOf(sample.Label);
    }

    public void Add(int place, Arm arm, in SeriesKey key, double counted)
    {
        while (_tallies.Count < Values.Count)
        {
            _tallies.Add((new ArmTally(), new ArmTally()));
        }

        (arm == Arm.Candidate ? _tallies[place].Candidate : _tallies[place].Baseline).Add(key, counted);
    }

    public ValueList<LabelIncrement> Close() =>
        IsUsed
            ? _tallies
                .Select(
                    (tally, place) => new LabelIncrement(Values[place], tally.Candidate.Close(), tally.Baseline.Close())
                )
                .ToValueList()
            : [];

    public void Clear() => _tallies.Clear();

    public void Pack(ref PackWriter writer)
    {
        Values.Pack(ref writer);
        writer.Whole(_tallies.Count);
        foreach ((ArmTally candidate, ArmTally baseline) in _tallies)
        {
            candidate.Pack(ref writer);
            baseline.Pack(ref writer);
        }
    }

    public static LabelTally Unpack(ref PackReader reader)
    {
        var labels = new LabelTally { Values = LabelValues.Unpack(ref reader), IsUsed = true };
        for (long left = reader.Whole(); left > 0; left--)
        {
            (ArmTally Candidate, ArmTally Baseline) tally = (new ArmTally(), new ArmTally());
            tally.Candidate.Unpack(ref reader);
            tally.Baseline.Unpack(ref reader);
            labels._tallies.Add(tally);
        }

        return labels;
    }
}
