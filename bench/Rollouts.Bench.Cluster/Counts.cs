using System.Globalization;

namespace Rollouts.Bench.Cluster;

/// <summary>Requests of one part of a run, by verb.</summary>
internal sealed record Counts(int Get, int Patch, int List, int Watch, TimeSpan Took)
{
    public const string Heading =
        "| run | part | took | GET | PATCH | LIST | WATCH | requests a route | load average |\n"
        + "|---|---|---|---|---|---|---|---|---|";

    private int All => Get + Patch + List + Watch;

    public static Counts Of(IEnumerable<string> requests, TimeSpan took)
    {
        var verbs = requests
            .GroupBy(request => request.Split(' ')[0])
            .ToDictionary(group => group.Key, group => group.Count());
        return new Counts(
            verbs.GetValueOrDefault("GET"),
            verbs.GetValueOrDefault("PATCH"),
            verbs.GetValueOrDefault("LIST"),
            verbs.GetValueOrDefault("WATCH"),
            took
        );
    }

    public static string Row(int run, string part, int routes, Counts counts) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {run} | {part} | {counts.Took.TotalSeconds:0} s | {counts.Get} | {counts.Patch} | {counts.List} | "
                + $"{counts.Watch} | {(double)counts.All / routes:0.00} | {Load()} |"
        );

    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
