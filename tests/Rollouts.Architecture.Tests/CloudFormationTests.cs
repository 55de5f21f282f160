using Rollouts.Testing;
using YamlDotNet.RepresentationModel;

namespace Rollouts.Architecture.Tests;

/// <summary>
/// The installation on ECS, as far as it can be told without AWS: it can be read, each reference leads somewhere, and
/// no container has more rights than it needs.
/// </summary>
public sealed class CloudFormationTests
{
    private static readonly YamlMappingNode Template = Read();

    public static TheoryData<string> Programs => ["Api", "Worker"];

    [Fact]
    public void Has_no_anchors_since_CloudFormation_has_none()
    {
        var lines = File.ReadLines(Repository.PathOf("deploy", "aws", "ecs.yaml"))
            .Where(line => !line.TrimStart().StartsWith('#'));

        Assert.DoesNotContain(lines, line => line.Contains("<<:", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(": &", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(": *", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_reference_leads_to_a_resource_or_a_parameter_and_every_parameter_is_used()
    {
        var resources = Keys(Map(Template, "Resources"));
        var parameters = Keys(Map(Template, "Parameters"));
        var referred = Nodes(Template).OfType<YamlScalarNode>().SelectMany(Referred).Distinct().ToList();

        Assert.Empty(referred.Except(resources).Except(parameters));
        Assert.Empty(parameters.Except(referred));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Only_the_container_that_writes_files_runs_as_root_and_no_file_system_can_be_written(string program)
    {
        foreach (var container in Containers(program))
        {
            Assert.Equal("true", Text(container, "ReadonlyRootFilesystem"));
            Assert.Equal(Text(container, "Name") == "files" ? "0" : "1654:1654", Text(container, "User"));
            Assert.Equal("Image", Text(container, "Image"));
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_same_command_is_run_as_on_Kubernetes(string program)
    {
        var container = Containers(program)
            .Single(one => string.Equals(Text(one, "Name"), program, StringComparison.OrdinalIgnoreCase));
        var manifest = File.ReadAllText(
            Repository.PathOf("deploy", "kubernetes", program.ToLowerInvariant() + ".yaml")
        );

        Assert.All(
            Items(container, "Command").Select(item => item.ToString()),
            word => Assert.Contains($"- {word}\n", manifest, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_database_is_encrypted_private_backed_up_and_kept()
    {
        var database = Map(Map(Template, "Resources"), "Database");
        var properties = Map(database, "Properties");

        Assert.Equal("Snapshot", Text(database, "DeletionPolicy"));
        Assert.Equal("true", Text(properties, "StorageEncrypted"));
        Assert.Equal("true", Text(properties, "DeletionProtection"));
        Assert.Equal("false", Text(properties, "PubliclyAccessible"));
        Assert.Contains("{{resolve:secretsmanager:", Text(properties, "MasterUserPassword"), StringComparison.Ordinal);
    }

    private static YamlMappingNode Read()
    {
        using var reader = new StreamReader(Repository.PathOf("deploy", "aws", "ecs.yaml"));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static IEnumerable<string> Referred(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        IEnumerable<string> names = scalar.Tag.IsEmpty
            ? []
            : scalar.Tag.Value switch
            {
                "!Ref" => [text],
                "!GetAtt" => [text.Split('.')[0]],
                "!Sub" => text.Split("${").Skip(1).Select(part => part.Split('}')[0].Split('.')[0]),
                var other => throw new InvalidOperationException($"{other} is not known here"),
            };
        return names.Where(name => !name.StartsWith("AWS::", StringComparison.Ordinal));
    }

    private static IEnumerable<YamlMappingNode> Containers(string program) =>
        Items(Map(Map(Map(Template, "Resources"), program + "Task"), "Properties"), "ContainerDefinitions")
            .Cast<YamlMappingNode>();

    private static IEnumerable<YamlNode> Nodes(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => map.Children.Values.SelectMany(Nodes),
            YamlSequenceNode list => list.Children.SelectMany(Nodes),
            _ => [node],
        };

    private static List<string> Keys(YamlMappingNode map) => [.. map.Children.Keys.Select(key => key.ToString())];

    private static YamlMappingNode Map(YamlMappingNode map, string key) => (YamlMappingNode)map[key];

    private static IEnumerable<YamlNode> Items(YamlMappingNode map, string key) =>
        ((YamlSequenceNode)map[key]).Children;

    private static string Text(YamlMappingNode map, string key) => map[key].ToString();
}
