using Rollouts.Bench.Engine;

// Many live rollouts on one worker: how late it is, what it costs, and how quick a command is. Everything runs on this
// machine: the worker, its database, and a process that speaks for Prometheus and for HAProxy's runtime API.
// Usage: [rollouts] [seconds] [postgres|sqlite|both] [what else, of:
//   prometheus  asks a real one
//   checks      rollBack while more checks are due than the machine can ask
//   starts      rollBack while 200 rollouts a second are started
//   rehearsal   rollBack while the same process rehearses plans
//   half        everything beside a process that uses half a core
//   outage      PostgreSQL is away for 30 s
//   kill        one of two workers is killed; always done where nothing else is asked for]
switch (args)
{
    case ["outside", var metrics, var runtime, var services]:
        await Outside.ServeAsync(int.Parse(metrics), int.Parse(runtime), int.Parse(services));
        return;
    case ["burn", var share]:
        Burner.Run(double.Parse(share, System.Globalization.CultureInfo.InvariantCulture));
        return;
    case ["worker", ..]:
        await WorkerRole.RunAsync(args[1..]);
        return;
}

var rollouts = args.Length > 0 ? int.Parse(args[0]) : 1_000;
var seconds = args.Length > 1 ? int.Parse(args[1]) : 60;
var stores = args.Length > 2 && args[2] != "both" ? [args[2]] : new[] { "postgres", "sqlite" };

Console.WriteLine(Report.Heading);
foreach (var store in stores)
{
    await using var run = await Run.StartAsync(store, rollouts, [.. args.Skip(3)]);
    await foreach (var line in run.MeasureAsync(seconds))
    {
        Console.WriteLine(line);
    }
}
