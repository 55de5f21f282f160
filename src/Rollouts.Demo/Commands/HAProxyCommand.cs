using System.CommandLine;
using Rollouts.Demo.HAProxy;
using Rollouts.Demo.Processes;
using Rollouts.Demo.Stages;
using Rollouts.Sandbox.Load;

namespace Rollouts.Demo.Commands;

/// <summary>Runs a good and a bad release over a real HAProxy, judged by a real Prometheus.</summary>
internal static class HAProxyCommand
{
    private const int Succeeded = 0;
    private const int NotSucceeded = 1;
    private const double CustomersPerSecond = 100;

    public static Command Create()
    {
        var command = new Command(
            "haproxy",
            "Play a good and a bad release over HAProxy and Prometheus, where they are installed."
        );
        command.SetAction((parsed, cancellation) => RunAsync(parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    private static async Task RunAsync(TextWriter output, CancellationToken cancellation)
    {
        var programs = Packages.Find("haproxy", "prometheus");
        using var folder = new DemoFolder();
        await using var balancer = await Balancer.StartAsync(programs[0], folder.Path, cancellation);
        await using var source = await Prometheus.StartAsync(programs[1], folder.Path, balancer.Exporter, cancellation);
        await using var customers = new LoadMaker([balancer.Front], CustomersPerSecond, TimeProvider.System);
        var plan = folder.Write("plan.yaml", StageFiles.Read(StageFiles.HAProxyCanary));
        var installation = folder.Write(
            "installation.yaml",
            StageFiles.InstallationFor(balancer.Socket, source.Address)
        );
        await output.WriteLineAsync(
            $"HAProxy shares customers out at {balancer.Front}, Prometheus answers at {source.Address}.\n"
                + $"The plan is examples/{StageFiles.HAProxyCanary}; rollouts-worker drives it."
        );

        await output.WriteLineAsync("\nA good version goes out, in less than a minute:");
        await ReleaseAsync("2.0.0", Succeeded);
        await output.WriteLineAsync("\nA bad one, of which every twentieth request fails, comes back:");
        await balancer.SpoilAsync("v1", cancellation);
        await ReleaseAsync("2.0.1", NotSucceeded);

        async Task ReleaseAsync(string version, int expected)
        {
            await using var worker = OwnedProcess.Start(
                Programs.DotNet,
                [
                    Programs.PathOf("rollouts-worker"),
                    "run",
                    plan,
                    version,
                    "--installation",
                    installation,
                    "--data",
                    Path.Combine(folder.Path, "data"),
                ],
                say: output.WriteLine
            );
            await worker.EndedAsync(cancellation);
            await output.WriteLineAsync($"HAProxy's weights: {await balancer.WeightsAsync(cancellation)}");
            if (worker.ExitCode != expected)
            {
                throw new DemoFailedException($"the worker ended with {worker.ExitCode}, and not with {expected}");
            }
        }
    }
}
