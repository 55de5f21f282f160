using System.Diagnostics;
using System.Text.RegularExpressions;
using Rollouts.Testing;
using YamlDotNet.Serialization;

namespace Rollouts.Architecture.Tests;

/// <summary>
/// What is deployed with compose, as far as it can be told without a container engine: it can be read, what it mounts
/// and builds is there, and the worker knows the options that it is started with.
/// </summary>
public sealed partial class ComposeTests
{
    private static readonly string Folder = Repository.PathOf("deploy");

    private readonly Dictionary<string, Dictionary<string, object>> _services = Read();

    [Fact]
    public void It_starts_a_database_metrics_and_a_worker() =>
        Assert.Equal(["postgres", "prometheus", "worker"], _services.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_service_is_an_image_or_is_built_from_what_is_here()
    {
        foreach (var service in _services.Values)
        {
            if (service.TryGetValue("build", out var build))
            {
                var parts = (Dictionary<object, object>)build;
                var context = Path.GetFullPath(Path.Combine(Folder, (string)parts["context"]));
                Assert.True(File.Exists(Path.Combine(context, (string)parts["dockerfile"])));
            }
            else
            {
                Assert.Matches("^[a-z/]+:v?[0-9]", (string)service["image"]);
            }
        }
    }

    [Fact]
    public void What_is_mounted_is_here_but_for_what_the_administrator_writes()
    {
        var mounted = _services
            .Values.SelectMany(service => List(service, "volumes"))
            .Where(volume => volume.StartsWith("./", StringComparison.Ordinal))
            .Select(volume => volume.Split(':')[0][2..]);

        Assert.All(mounted.Except(["installation.yaml"]), file => Assert.True(File.Exists(Path.Combine(Folder, file))));
    }

    [Fact]
    public void Nothing_is_open_to_other_machines() =>
        Assert.All(
            _services.Values.SelectMany(service => List(service, "ports")),
            port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal)
        );

    [Fact]
    public async Task The_worker_knows_what_it_is_started_with()
    {
        var command = List(_services["worker"], "command").ToList();
        var known = await HelpOfWorkerAsync(command[0]);

        Assert.All(
            command.Where(word => word.StartsWith("--", StringComparison.Ordinal)),
            option => Assert.Contains(option, known, StringComparison.Ordinal)
        );
        var variable = command[command.IndexOf("--postgres-from") + 1];
        Assert.Contains(variable, ((Dictionary<object, object>)_services["worker"]["environment"]).Keys);
    }

    [Fact]
    public void No_password_stands_in_it()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "compose.yaml"));

        Assert.All(Password().Matches(text), match => Assert.StartsWith("${", match.Groups["value"].Value));
    }

    [Fact]
    public async Task Prometheus_itself_can_read_its_configuration()
    {
        using var judge = Process.Start(
            new ProcessStartInfo(
                "promtool",
                ["check", "config", "--syntax-only", Path.Combine(Folder, "prometheus", "prometheus.yml")]
            )
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            }
        )!;
        var words = await judge.StandardError.ReadToEndAsync();
        await judge.WaitForExitAsync();

        Assert.True(judge.ExitCode == 0, words);
    }

    private static IEnumerable<string> List(Dictionary<string, object> service, string key) =>
        service.TryGetValue(key, out var list) ? ((List<object>)list).Cast<string>() : [];

    private static Dictionary<string, Dictionary<string, object>> Read()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "compose.yaml"));
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(text);
        return ((Dictionary<object, object>)file["services"]).ToDictionary(
            service => (string)service.Key,
            service =>
                ((Dictionary<object, object>)service.Value).ToDictionary(key => (string)key.Key, key => key.Value)
        );
    }

    private static async Task<string> HelpOfWorkerAsync(string command)
    {
        var program = Assemblies.Of("Rollouts.Worker").Location;
        using var worker = Process.Start(
            new ProcessStartInfo("dotnet", [program, command, "--help"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var help = await worker.StandardOutput.ReadToEndAsync();
        await worker.WaitForExitAsync();
        return help;
    }

    [GeneratedRegex(
        "(?i:password) ?[:=] ?(?<value>[^\\s;]+)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Password();
}
