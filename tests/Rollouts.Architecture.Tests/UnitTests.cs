using System.Diagnostics;
using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>The units for systemd: what they start is what the image starts, and they are confined.</summary>
public sealed class UnitTests : IDisposable
{
    private static readonly string[] Wanted =
    [
        "UMask=0077",
        "StateDirectoryMode=0700",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "AmbientCapabilities=",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "PrivateDevices=yes",
        "ProtectKernelTunables=yes",
        "ProtectKernelModules=yes",
        "ProtectKernelLogs=yes",
        "ProtectControlGroups=yes",
        "RestrictNamespaces=yes",
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
        "SystemCallArchitectures=native",
        "SystemCallFilter=@system-service",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("rollouts-units-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The unit lacked most of these, and there was none for the API.
    [Theory]
    [InlineData("worker")]
    [InlineData("api")]
    public void A_unit_is_confined(string name)
    {
        var lines = File.ReadAllLines(PathOf(name));

        Assert.Empty(Wanted.Except(lines));
        Assert.Contains("DynamicUser=yes", lines);
        Assert.Contains("User=rollouts", lines);
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("api")]
    public void A_unit_starts_the_program_with_options_that_it_knows(string name)
    {
        var start = File.ReadLines(PathOf(name))
            .Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal));

        Assert.StartsWith($"ExecStart=/opt/rollouts/{name}/rollouts-{name} serve ", start, StringComparison.Ordinal);
        var help = File.ReadAllText(
            name == "api"
                ? Repository.PathOf("tests", "Rollouts.Api.Tests", "Hosting", "help-serve.approved.txt")
                : Repository.PathOf("tests", "Rollouts.Engine.Tests", "Commands", "help-serve.approved.txt")
        );
        Assert.All(
            start.Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal)),
            option => Assert.Contains(option, help, StringComparison.Ordinal)
        );
    }

    /// <summary>Asks systemd itself, on machines that have it.</summary>
    [Theory]
    [InlineData("worker")]
    [InlineData("api")]
    public void Systemd_finds_no_fault_and_little_exposure(string name)
    {
        const string Judge = "/usr/bin/systemd-analyze";
        if (!File.Exists(Judge))
        {
            return;
        }

        // The program is not installed here, and a unit that starts nothing is a fault of its own.
        var unit = Path.Combine(_folder, $"rollouts-{name}.service");
        File.WriteAllLines(
            unit,
            File.ReadLines(PathOf(name))
                .Select(line => line.StartsWith("ExecStart=", StringComparison.Ordinal) ? "ExecStart=/bin/true" : line)
        );

        Assert.Equal((0, ""), Ask(Judge, "verify", unit));
        var (code, words) = Ask(Judge, "security", "--offline=true", "--threshold=20", "--no-pager", unit);
        Assert.True(code == 0, words);
    }

    private static (int Code, string Errors) Ask(string judge, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(judge, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? errors : errors + output.Result);
    }

    private static string PathOf(string name) => Repository.PathOf("deploy", $"rollouts-{name}.service");
}
