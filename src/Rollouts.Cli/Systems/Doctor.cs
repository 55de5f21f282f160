using Rollouts.Cli.Connections;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Systems;

/// <summary>Checks a server. A resource that the caller may not read is a warning and not a failure.</summary>
internal sealed class Doctor(ServerClient server)
{
    public const string Ok = "ok";
    public const string Warning = "warning";
    public const string Failed = "failed";

    /// <summary>
    /// Verdicts are measured over seconds. A clock with a larger difference moves deadlines and freezes visibly.
    /// </summary>
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<DoctorFinding>> LookAsync(CancellationToken cancellation)
    {
        var api = server.Api<ISystemApi>();
        var caller = await server.SendAsync(api.CallerAsync, CliJson.Default.CallerShape, cancellation);
        List<DoctorFinding> findings =
        [
            new("server", Ok, $"{server.Address} answers"),
            new("caller", Ok, $"{caller.Name} may {string.Join(", ", caller.Permissions)}"),
        ];
        if (!caller.Permissions.Contains("read-installation"))
        {
            findings.Add(
                new DoctorFinding(
                    "installation",
                    Warning,
                    "this caller may not see the installation",
                    "Use a key or session with the permission read-installation."
                )
            );
            return findings;
        }

        var before = TimeProvider.System.GetUtcNow();
        var system = await server.SendAsync(api.SystemAsync, CliJson.Default.SystemShape, cancellation);
        var after = TimeProvider.System.GetUtcNow();
        findings.Add(Versions(system));
        findings.Add(Clock(system, before, after));
        findings.Add(Driving(system));
        findings.AddRange(Restored(system));
        findings.AddRange(system.Outside.Select(Outside));
        var connections = await server.SendAsync(
            server.Api<IConnectionsApi>().ListAsync,
            CliJson.Default.IReadOnlyListConnectionShape,
            cancellation
        );
        findings.AddRange(connections.Select(Connection));
        return findings;
    }

    private static DoctorFinding Versions(SystemShape system) =>
        system.Version.Split('+')[0] == CliVersion.Number
            ? new DoctorFinding("version", Ok, CliVersion.Number)
            : new DoctorFinding(
                "version",
                Warning,
                $"the server is {system.Version.Split('+')[0]}, and this program {CliVersion.Number}",
                "Use the command line of the server's version: plans are checked by the same rules then."
            );

    private static DoctorFinding Clock(SystemShape system, DateTimeOffset before, DateTimeOffset after)
    {
        // The response was made between the two times. Its distance from that range is the least difference of the
        // clocks.
        var skew =
            system.Now < before ? before - system.Now
            : system.Now > after ? system.Now - after
            : TimeSpan.Zero;
        return skew <= LargestSkew
            ? new DoctorFinding("clock", Ok, $"within {LargestSkew.TotalSeconds:0} s of this machine's")
            : new DoctorFinding(
                "clock",
                Failed,
                $"{skew.TotalSeconds:0} s off this machine's",
                "Synchronise the clocks of the server, its database and this machine with NTP."
            );
    }

    private static DoctorFinding Driving(SystemShape system) =>
        system.Overdue > 0
            ? new DoctorFinding(
                "worker",
                Failed,
                $"{system.Overdue} rollouts are overdue, the longest by {system.OverdueBy}",
                "Start a worker, or look into the log of the one that runs."
            )
            : new DoctorFinding(
                "worker",
                Ok,
                system.Works ? "this process drives rollouts; none is overdue" : "none is overdue"
            );

    private static IEnumerable<DoctorFinding> Restored(SystemShape system)
    {
        if (system.Unreadable is { } unreadable)
        {
            yield return new DoctorFinding("rollouts", Failed, "some cannot be read", unreadable);
        }

        if (system.Restored is { } restored)
        {
            yield return new DoctorFinding("database", Failed, "it went back in time", restored);
        }
    }

    private static DoctorFinding Outside(string circuit) =>
        circuit.Contains("closed", StringComparison.OrdinalIgnoreCase)
            ? new DoctorFinding("outside", Ok, circuit)
            : new DoctorFinding(
                "outside",
                Warning,
                circuit,
                "Calls fail there. Check the address, the network and the rights of its credential."
            );

    private static DoctorFinding Connection(ConnectionShape connection) =>
        connection.Problem is { } problem
            ? new DoctorFinding(
                $"connection {connection.Name}",
                Failed,
                problem,
                "Write the connection anew, or take it out of the file."
            )
            : new DoctorFinding(
                $"connection {connection.Name}",
                Ok,
                $"{connection.Kind} {connection.System} from the {connection.From}"
            );
}
