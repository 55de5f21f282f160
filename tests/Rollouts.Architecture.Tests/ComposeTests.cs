using System.Diagnostics;
using System.Text.RegularExpressions;
using Rollouts.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Rollouts.Architecture.Tests;

/// <summary>
/// What is deployed with compose, as far as it can be told without a container engine: it can be read, what it mounts
/// and builds is there, each container is confined, and both programs know the options that they are started with.
/// </summary>
public sealed partial class ComposeTests
{
    private static readonly string Folder = Repository.PathOf("deploy");

    private readonly Dictionary<string, Dictionary<string, object>> _services = Read();

    [Fact]
    public void It_starts_a_database_metrics_the_API_and_a_worker() =>
        Assert.Equal(["api", "postgres", "prometheus", "worker"], _services.Keys.Order(StringComparer.Ordinal));

    // Nothing was read-only, and every container had the engine's usual capabilities.
    [Fact]
    public void Every_container_is_confined() =>
        Assert.All(
            _services.Values,
            service =>
            {
                Assert.Equal("true", service["read_only"]);
                Assert.Equal(["ALL"], List(service, "cap_drop"));
                Assert.DoesNotContain("cap_add", service.Keys);
                Assert.DoesNotContain("privileged", service.Keys);
                Assert.Equal(["no-new-privileges:true"], List(service, "security_opt"));
                Assert.NotEmpty(List(service, "networks"));
                Assert.Contains("pids_limit", service.Keys);
            }
        );

    [Fact]
    public void Only_the_programs_reach_the_database() =>
        Assert.Equal(
            ["api", "postgres", "worker"],
            _services
                .Where(service => List(service.Value, "networks").Contains("database"))
                .Select(service => service.Key)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_image_can_be_pinned_by_digest()
    {
        var dockerfile = File.ReadAllText(Path.Combine(Folder, "Dockerfile"));
        Assert.Contains("FROM ${SDK_IMAGE}", dockerfile, StringComparison.Ordinal);
        Assert.Contains("FROM ${RUNTIME_IMAGE}", dockerfile, StringComparison.Ordinal);
        var readme = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.All(
            ["SDK_IMAGE", "RUNTIME_IMAGE", "POSTGRES_IMAGE", "PROMETHEUS_IMAGE"],
            name => Assert.Contains(name, readme, StringComparison.Ordinal)
        );
    }

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
                Assert.Matches("^\\$\\{[A-Z_]+:-[a-z/]+:v?[0-9][^}]*\\}$", (string)service["image"]);
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

    [Theory]
    [InlineData("worker", "Rollouts.Worker", "rollouts-worker")]
    [InlineData("api", "Rollouts.Api", "rollouts-api")]
    public async Task A_program_knows_what_it_is_started_with(string name, string assembly, string program)
    {
        var command = List(_services[name], "command").ToList();
        var known = await HelpOfAsync(assembly, command[0]);
        Assert.Equal([$"/opt/rollouts/{name}/{program}"], List(_services[name], "entrypoint"));

        Assert.All(
            command.Where(word => word.StartsWith("--", StringComparison.Ordinal)),
            option => Assert.Contains(option, known, StringComparison.Ordinal)
        );
        var variable = command[command.IndexOf("--postgres-from") + 1];
        Assert.Contains(variable, ((Dictionary<object, object>)_services[name]["environment"]).Keys);
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
        var merged = new MergingParser(new Parser(new StringReader(text)));
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(merged);
        return ((Dictionary<object, object>)file["services"]).ToDictionary(
            service => (string)service.Key,
            service =>
                ((Dictionary<object, object>)service.Value).ToDictionary(key => (string)key.Key, key => key.Value)
        );
    }

    private static async Task<string> HelpOfAsync(string assembly, string command)
    {
        var program = Assemblies.Of(assembly).Location;
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
