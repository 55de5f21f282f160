namespace Rollouts.Bench.All;

/// <summary>A bench that is run as its own command.</summary>
/// <param name="Name">The name of its part of docs/performance.md, and of what <c>--only</c> takes.</param>
/// <param name="Project">Its project under bench/.</param>
internal sealed record Bench(string Name, string Project, params string[] Arguments)
{
    public static IReadOnlyList<Bench> All { get; } =
    [
        new("plans", "Rollouts.Bench.Plans"),
        new("machine", "Rollouts.Bench.Machine"),
        new("judging", "Rollouts.Bench.Judging"),
        new("stores", "Rollouts.Bench.Store", "4", "5"),
        new(
            "engine",
            "Rollouts.Bench.Engine",
            "10000",
            "20",
            "both",
            "rehearsal",
            "starts",
            "checks",
            "outage",
            "kill"
        ),
        new("engine-half", "Rollouts.Bench.Engine", "10000", "20", "both", "half"),
        new("engine-twice", "Rollouts.Bench.Engine", "20000", "20", "postgres", "kill"),
        new("prometheus", "Rollouts.Bench.Engine", "1000", "20", "both", "prometheus"),
        new("api", "Rollouts.Bench.Api", "both"),
        new("api-apart", "Rollouts.Bench.Api", "both", "apart"),
        new("alarms", "Rollouts.Bench.Alarms"),
        new("sandbox", "Rollouts.Bench.Sandbox", "20"),
    ];

    public string Command =>
        $"dotnet run -c Release --project bench/{Project}"
        + (Arguments.Length == 0 ? "" : $" -- {string.Join(' ', Arguments)}");
}
