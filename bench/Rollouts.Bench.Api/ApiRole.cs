using System.Globalization;
using Rollouts.Api.Hosting;
using Rollouts.Api.Limits;
using Rollouts.Hosting;

namespace Rollouts.Bench.Api;

/// <summary>The API as it is in production, with its worker; only that one caller may ask as much as many.</summary>
internal static class ApiRole
{
    public static async Task RunAsync(string[] arguments)
    {
        var (port, metrics, runtime, folder) = (arguments[0], arguments[1], arguments[2], arguments[3]);
        var works = bool.Parse(arguments[4]);
        var installation = Path.Combine(folder, "installation.yaml");
        await File.WriteAllTextAsync(
            installation,
            $$"""
            connections:
              edge:
                haproxy: { socket: "127.0.0.1:{{runtime}}" }
              prom:
                prometheus: { address: "http://127.0.0.1:{{metrics}}" }
            defaults: { router: edge, source: prom }
            environments: { bench: {} }
            """
        );
        const string Variable = "ROLLOUTS_BENCH_POSTGRES";
        Environment.SetEnvironmentVariable(Variable, arguments.ElementAtOrDefault(5));
        var host = new HostSettings(
            new FileInfo(installation),
            new DirectoryInfo(Path.Combine(folder, "data")),
            arguments.Length > 5 ? Variable : null,
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")
        );
        var settings = new ApiSettings(host, works) { Limits = new ApiLimits(100_000, 100_000) };
        await using var api = await ApiHost.StartAsync(settings, default);
        await api.WaitAsync(default);
    }
}
