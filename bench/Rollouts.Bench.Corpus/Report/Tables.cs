using System.Globalization;
using Rollouts.Bench.Corpus.Rules;

namespace Rollouts.Bench.Corpus.Report;

/// <summary>Prints the results as Markdown.</summary>
internal sealed class Tables(TextWriter writer, IReadOnlyList<ClassResult> results)
{
    private const string Loses = " †";

    /// <summary>A smaller difference may turn with other seeds.</summary>
    private const double Noise = 0.03;

    private static readonly (string Name, double Seconds)[] Times =
    [
        ("10 s", 10),
        ("1 min", 60),
        ("2 min", 120),
        ("5 min", 300),
        ("10 min", 600),
        ("20 min", 1200),
        ("60 min", 3600),
    ];

    private List<ClassResult> Healthy => [.. results.Where(result => result.Class is { IsHealthy: true })];

    private List<ClassResult> Faults => [.. results.Where(one => one.Class is { IsHealthy: false, IsHeadline: true })];

    private List<ClassResult> OfOnePercent => [.. Faults.Where(result => result.Class.IsOfOnePercent)];

    public void Print()
    {
        PrintSummary();
        PrintByTime();
        PrintHealthy();
        PrintFaulty();
        foreach (RuleFile rule in RuleFile.All)
        {
            writer.WriteLine($"- {rule.Name}: {rule.Says}.");
        }
    }

    private void PrintSummary()
    {
        Head("Over all classes of the headline", "");
        Row("false rollbacks, of healthy rollouts", judge => Share(Sum(Healthy, judge)));
        Row("faults found within the horizon", judge => Share(Sum(Faults, judge)));
        Row("faults of 1 % and more found", judge => Share(Sum(OfOnePercent, judge)));
        Row("precision, as many healthy as faulty", judge => Precision(Sum(Faults, judge), Sum(Healthy, judge)));
        Row("requests that a fault hurt, mean", judge => Number(Sum(Faults, judge).MeanHurt));
        writer.WriteLine();
    }

    private void PrintByTime()
    {
        writer.WriteLine("### Share of the faults found by the time since they began, headline classes\n");
        writer.WriteLine($"| | {string.Join(" | ", Times.Select(time => time.Name))} |");
        writer.WriteLine("|---|" + string.Concat(Times.Select(_ => "---:|")));
        for (int judge = 0; judge < Corpus.Judges.Count; judge++)
        {
            Tally all = Sum(Faults, judge);
            string cells = string.Join(
                " | ",
                Times.Select(time => Wilson.Text(all.FoundWithin(time.Seconds), all.Runs))
            );
            writer.WriteLine($"| {Corpus.Judges[judge]} | {cells} |");
        }

        writer.WriteLine("| Datadog, faulty deployments (reported) | | | | | 21.5 % | 25.9 % | 62.9 % |");
        writer.WriteLine();
    }

    private void PrintHealthy()
    {
        Head("Healthy rollouts that are rolled back", " held for a person by Rollouts |");
        foreach (ClassResult result in Healthy)
        {
            string cells = string.Join(" | ", result.Tallies.Select(Share));
            Tally ours = result.Tallies[0];
            writer.WriteLine($"| {result.Class.Name} | {cells} | {Wilson.Text(ours.Held, ours.Runs)} |");
        }

        writer.WriteLine();
    }

    private void PrintFaulty()
    {
        Head("Faults: found, mean time until then, requests hurt (mean over all)", "");
        foreach (ClassResult result in results.Where(result => !result.Class.IsHealthy))
        {
            Tally ours = result.Tallies[0];
            Tally[] peers = result.Tallies[1..];
            bool isWorse = Array.Exists(peers, peer => IsBetter(peer, ours));
            string cells = string.Join(" | ", result.Tallies.Select(Cell));
            writer.WriteLine($"| {result.Class.Name}{(isWorse ? Loses : "")} | {cells} |");
        }

        writer.WriteLine();
    }

    private static bool IsBetter(Tally peer, Tally ours) =>
        peer.Found > ours.Found + (Noise * ours.Runs)
        || (peer.Found >= ours.Found && peer.MeanHurt < ours.MeanHurt * (1 - Noise));

    private void Head(string title, string more)
    {
        writer.WriteLine($"### {title}\n");
        writer.WriteLine($"| | {string.Join(" | ", Corpus.Judges)} |{more}");
        writer.WriteLine("|---|" + string.Concat(Corpus.Judges.Select(_ => "---|")) + (more.Length > 0 ? "---|" : ""));
    }

    private void Row(string name, Func<int, string> cell) =>
        writer.WriteLine($"| {name} | {string.Join(" | ", Enumerable.Range(0, Corpus.Judges.Count).Select(cell))} |");

    private static Tally Sum(List<ClassResult> classes, int judge) =>
        classes.Aggregate(new Tally(), (sum, result) => sum.Plus(result.Tallies[judge]));

    private static string Share(Tally tally) => Wilson.Text(tally.Found, tally.Runs);

    /// <summary>Of the rollouts that are rolled back, those with a fault. One before its fault is a false one.</summary>
    private static string Precision(Tally faulty, Tally healthy) =>
        Wilson.Text(faulty.Found, faulty.Found + faulty.Early + healthy.Found);

    public static string Cell(Tally tally)
    {
        string time = tally.Found == 0 ? "-" : $"{Number(tally.MeanSeconds)} s";
        string early = tally.Early == 0 ? "" : $", {tally.Early} before the fault";
        return $"{Share(tally)}, {time}, {Number(tally.MeanHurt)}{early}";
    }

    private static string Number(double value) =>
        value.ToString(value < 20 ? "0.0" : "N0", CultureInfo.InvariantCulture);
}
