namespace Rollouts.Bench.Corpus.Report;

/// <summary>What became of the rollouts of one class under one judge.</summary>
internal sealed class Tally
{
    private readonly List<double> _foundAfter = [];
    private double _hurt;

    public int Runs { get; private set; }

    public int Found => _foundAfter.Count;

    /// <summary>Rolled back before there was a fault.</summary>
    public int Early { get; private set; }

    /// <summary>Held for a person at some time, and not rolled back before it.</summary>
    public int Held { get; private set; }

    public double MeanSeconds => Found == 0 ? double.NaN : _foundAfter.Average();

    public double MeanHurt => Runs == 0 ? 0 : _hurt / Runs;

    public Tally Plus(Tally other)
    {
        var sum = new Tally
        {
            Runs = Runs + other.Runs,
            Early = Early + other.Early,
            Held = Held + other.Held,
            _hurt = _hurt + other._hurt,
        };
        sum._foundAfter.AddRange(_foundAfter);
        sum._foundAfter.AddRange(other._foundAfter);
        return sum;
    }

    /// <param name="foundAfter">Seconds from the onset until it was found; null if it was not.</param>
    public void Add(double? foundAfter, bool isHeld, double hurt)
    {
        Runs++;
        Held += isHeld ? 1 : 0;
        _hurt += hurt;
        if (foundAfter >= 0)
        {
            _foundAfter.Add(foundAfter.Value);
        }

        Early += foundAfter < 0 ? 1 : 0;
    }

    public int FoundWithin(double seconds) => _foundAfter.Count(after => after <= seconds);
}
