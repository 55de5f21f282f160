using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Storage;
using Rollouts.Storage.Opening;

namespace Rollouts.Bench.Engine;

/// <summary>A worker as it is in production, with somebody beside its store who counts.</summary>
internal static class WorkerRole
{
    public static async Task RunAsync(string[] arguments)
    {
        var (port, source, runtime) = (int.Parse(arguments[0]), arguments[1], int.Parse(arguments[2]));
        var settings = new StoreSettings
        {
            DataFolder = arguments[3],
            PostgresConnection = arguments.Length > 4 ? arguments[4] : null,
        };
        var text = Fleet.InstallationText(source, runtime);
        var (read, problems) = InstallationReader.Read("installation.yaml", Encoding.UTF8.GetBytes(text));
        var installation = read ?? throw new InvalidOperationException(string.Join('\n', problems));
        await using var store = await StoreFactory.OpenAsync(settings, TimeProvider.System, default);
        using var seal = InstallationSeal.Open(Path.Combine(settings.DataFolder, InstallationSeal.FileName));
        var measured = new MeasuredStore(store);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddRolloutsWorker(measured, installation, seal);
        await using var app = builder.Build();
        WorkerLoads.Map(app, installation);
        app.MapPost(
            "/start/{first:int}/{count:int}/{every:int}",
            async (RolloutEngine engine, int first, int count, int every) =>
            {
                await Parallel.ForEachAsync(
                    Enumerable.Range(first, count),
                    new ParallelOptions { MaxDegreeOfParallelism = 32 },
                    async (number, token) =>
                    {
                        var order = Fleet.Order(number, installation, every);
                        var started = await engine.Starter.StartAsync(order, answer: null, token);
                        if (started is not CommandResult<Rollout>.Accepted)
                        {
                            throw new InvalidOperationException($"{number}: {started}");
                        }
                    }
                );
            }
        );
        app.MapPost(
            "/rollback/{number:int}",
            async (RolloutEngine engine, int number) =>
            {
                var before = Stopwatch.GetTimestamp();
                var back = new Command.RollBack($"back-{number}", Actor.Machine, "a bench");
                await engine.Inbox.SubmitAsync(Fleet.Id(number), back, wakes: true, answer: null, default);
                return Results.Text($"{before}");
            }
        );
        var watch = Stopwatch.StartNew();
        var (cpu, counts, collected) = (TimeSpan.Zero, measured.Counts, Collected.Now);
        app.MapGet(
            "/window",
            () =>
            {
                using var process = Process.GetCurrentProcess();
                var (ticks, drives, now) = (measured.Ticks.Take(), measured.Drives.Take(), measured.Counts);
                var window = new Window(
                    watch.Elapsed.TotalSeconds,
                    now.Ticks - counts.Ticks,
                    Lateness.At(ticks, 0.5),
                    Lateness.At(ticks, 0.99),
                    Lateness.At(ticks, 1),
                    now.Drives - counts.Drives,
                    Lateness.At(drives, 0.5),
                    Lateness.At(drives, 0.99),
                    Lateness.At(drives, 1),
                    (process.TotalProcessorTime - cpu).TotalSeconds,
                    now.Calls - counts.Calls,
                    now.Commits - counts.Commits,
                    process.PeakWorkingSet64,
                    Collected.Now.Since(collected)
                );
                (cpu, counts, collected) = (process.TotalProcessorTime, now, Collected.Now);
                watch.Restart();
                return Results.Json(window, NamedFloats.Options);
            }
        );
        await app.RunAsync();
    }
}
