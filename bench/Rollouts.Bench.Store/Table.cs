namespace Rollouts.Bench.Store;

/// <summary>Rates by what was measured, in the order in which that was first done; the first is the reference.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, List<double>> _rates = [];

    public void Add(string what, double rate)
    {
        if (!_rates.TryGetValue(what, out var rates))
        {
            _rates.Add(what, rates = []);
        }

        rates.Add(rate);
    }

    public void Print(TextWriter output)
    {
        output.WriteLine("| what | a second | against pgbench |\n|---|---:|---:|");
        var reference = Middle(_rates.Values.First());
        foreach (var (what, rates) in _rates)
        {
            output.WriteLine($"| {what} | {Middle(rates):N0} | {Middle(rates) / reference:0.00} |");
        }
    }

    private static double Middle(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);
}
