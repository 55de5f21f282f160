using System.Xml.Linq;
using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>Arrows between rooms run one way.</summary>
public sealed class RoomTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Rollouts.Domain"] = [],
        ["Rollouts.Integrations"] = ["Rollouts.Domain"],
        ["Rollouts.Worker"] = ["Rollouts.Integrations", "Rollouts.Domain"],
        ["Rollouts.Api"] = ["Rollouts.Worker", "Rollouts.Integrations", "Rollouts.Domain"],
        ["Rollouts.Cli"] = ["Rollouts.Integrations", "Rollouts.Domain"],
        ["Rollouts.Demo"] = ["Rollouts.Api", "Rollouts.Cli", "Rollouts.Domain", "Rollouts.Sandbox", "Rollouts.Worker"],
        ["Rollouts.Sandbox"] = [],
    };

    /// <summary>
    /// What tests share. A suite knows no fake and no server, or it would say what they do and not what is promised.
    /// </summary>
    private static readonly Dictionary<string, string[]> Shared = new(StringComparer.Ordinal)
    {
        ["Rollouts.Contracts"] = ["Rollouts.Integrations"],
        ["Rollouts.Fakes"] = ["Rollouts.Integrations"],
        ["Rollouts.Servers"] = ["Rollouts.Testing"],
        ["Rollouts.SkewedWorker"] = ["Rollouts.Worker"],
        ["Rollouts.Testing"] = [],
        ["Rollouts.Vectors"] = ["Rollouts.Domain"],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    public static TheoryData<string> SharedByTests => [.. Shared.Keys];

    [Fact]
    public void Everything_that_tests_share_is_known_here() =>
        Assert.Equal(
            Shared.Keys.Order(StringComparer.Ordinal),
            Directory
                .GetFiles(Repository.PathOf("tests"), "*.csproj", SearchOption.AllDirectories)
                .Select(Path.GetFileNameWithoutExtension)
                .Where(name => !name!.EndsWith("Tests", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(SharedByTests))]
    public void What_tests_share_names_only_what_it_may(string project) =>
        Assert.Empty(
            References("tests", project, "ProjectReference")
                .Select(Path.GetFileNameWithoutExtension)
                .Except(Shared[project])
        );

    [Fact]
    public void Every_room_is_known_here() =>
        Assert.Equal(
            Allowed.Keys.Order(StringComparer.Ordinal),
            Directory.GetDirectories(Repository.PathOf("src")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_names_only_the_rooms_it_may(string room) =>
        Assert.Empty(
            References("src", room, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Except(Allowed[room])
        );

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_it_may(string room) =>
        Assert.Empty(
            Assemblies
                .Of(room)
                .GetReferencedAssemblies()
                .Select(reference => reference.Name!)
                .Where(name => name.StartsWith("Rollouts.", StringComparison.Ordinal))
                .Except(Allowed[room])
        );

    [Fact]
    public void Domain_needs_no_package() => Assert.Empty(References("src", "Rollouts.Domain", "PackageReference"));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_namespace_is_the_folder_it_lies_in(string room)
    {
        var root = Repository.PathOf("src", room);
        var wrong =
            from file in Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            let folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!)
            let expected = folder == "." ? room : room + "." + folder.Replace(Path.DirectorySeparatorChar, '.')
            where !File.ReadAllText(file).Contains($"namespace {expected};", StringComparison.Ordinal)
            select file;

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> References(string folder, string project, string kind) =>
        XDocument
            .Load(Repository.PathOf(folder, project, project + ".csproj"))
            .Descendants(kind)
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
