using System.Globalization;
using Rollouts.Bench.Sandbox;
using Rollouts.Demo.Stages;

// How long bad versions stay on the sandbox: from the first failing request that a customer meets to weight 0 at the
// mesh. The API with its worker is a process of its own, the mesh and its customers are in this one.
// Usage: [runs]
var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
(string Name, double ErrorRate)[] releases = [("every twentieth request fails", 0.05), ("every request fails", 1)];

Console.WriteLine(Report.Heading);
await using var stage = await Stage.StartAsync(new StageSettings(), default);
foreach (var (name, errorRate) in releases)
{
    List<WayBack> seen = [];
    for (var run = 0; run < runs; run++)
    {
        seen.Add(await WayBack.MeasureAsync(stage, errorRate));
        Console.Error.WriteLine($"{name}: {seen[^1]}");
    }

    Console.WriteLine(Report.Line(name, seen));
}
