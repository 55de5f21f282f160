using System.Globalization;
using Rollouts.Bench.Api;
using Rollouts.Bench.Dashboard;
using Rollouts.Bench.Engine;

// How quick the pages are on an installation with a long history: rendering at the server, painting in Chromium, and the
// time until a change is visible. The API, its SQLite database, Chromium and all listeners run on this machine.
// Usage: [live, 10000 by default] [ended, 100000 by default] [runs, 3 by default]
switch (args)
{
    case ["outside", var metrics, var runtime]:
        await Outside.ServeAsync(int.Parse(metrics), int.Parse(runtime));
        return;
    case ["api", ..]:
        await ApiRole.RunAsync(args[1..]);
        return;
}

int Of(int place, int usual) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : usual;
var (live, ended, runs) = (Of(0, 10_000), Of(1, 100_000), Of(2, 3));

await using var service = await Service.StartAsync();
var history = new History(service.Caller);
Console.WriteLine($"{Environment.ProcessorCount} cores, load {Service.Load()} at the start");
await history.FillAsync(live, ended);
Console.WriteLine($"{live:N0} live and {ended:N0} ended rollouts, database {service.DatabaseMegabytes:N0} MB");
for (var run = 1; run <= runs; run++)
{
    Console.WriteLine();
    Console.WriteLine($"Run {run}, load {Service.Load()}");
    await foreach (var line in Pages.MeasureAsync(service, history))
    {
        Console.WriteLine(line);
    }

    await foreach (var line in Watching.MeasureAsync(service, history, run))
    {
        Console.WriteLine(line);
    }
}
