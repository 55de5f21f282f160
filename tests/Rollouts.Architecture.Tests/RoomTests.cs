using System.Xml.Linq;
using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>Arrows between rooms run one way.</summary>
public sealed class RoomTests
{
    private static readonly string[] Core = ["Rollouts.Primitives", "Rollouts.Analysis", "Rollouts.Domain"];

    /// <summary>From what adapters and the store stand on, up to the hosts.</summary>
    private static readonly string[] Upwards =
    [
        .. Core,
        "Rollouts.PlanFiles",
        "Rollouts.Storage",
        "Rollouts.Integrations",
        "Rollouts.Engine",
        "Rollouts.Hosting",
        "Rollouts.Worker",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Rollouts.Primitives"] = [],
        ["Rollouts.Analysis"] = ["Rollouts.Primitives"],
        ["Rollouts.Domain"] = [.. Core.Except(["Rollouts.Domain"])],
        ["Rollouts.PlanFiles"] = Core,
        ["Rollouts.Storage"] = Core,
        ["Rollouts.Integrations"] = [.. Core, "Rollouts.PlanFiles"],
        ["Rollouts.Engine"] = Below("Rollouts.Engine"),
        ["Rollouts.Hosting"] = Below("Rollouts.Hosting"),
        ["Rollouts.Worker"] = Below("Rollouts.Worker"),
        ["Rollouts.Api"] = Below("Rollouts.Worker"),
        ["Rollouts.Cli"] = [.. Core, "Rollouts.PlanFiles", "Rollouts.Storage", "Rollouts.Integrations"],
        ["Rollouts.Demo"] =
        [
            .. Below("Rollouts.Worker"),
            "Rollouts.Worker",
            "Rollouts.Api",
            "Rollouts.Cli",
            "Rollouts.Sandbox",
        ],
        ["Rollouts.Sandbox"] = [],
    };

    /// <summary>
    /// What tests share. A suite knows no fake and no server, or it would say what they do and not what is promised.
    /// </summary>
    private static readonly Dictionary<string, string[]> Shared = new(StringComparer.Ordinal)
    {
        ["Rollouts.Contracts"] = ["Rollouts.Integrations", "Rollouts.Storage"],
        ["Rollouts.Fakes"] = ["Rollouts.Integrations", "Rollouts.Storage"],
        ["Rollouts.Servers"] = ["Rollouts.Sandbox", "Rollouts.Testing"],
        ["Rollouts.SkewedWorker"] = ["Rollouts.Worker"],
        ["Rollouts.Testing"] = [],
        ["Rollouts.Vectors"] = ["Rollouts.Domain"],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    public static TheoryData<string> ProductRooms => [.. Allowed.Keys.Except(["Rollouts.Sandbox"])];

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

    [Theory]
    [InlineData("Rollouts.Primitives")]
    [InlineData("Rollouts.Analysis")]
    [InlineData("Rollouts.Domain")]
    public void The_core_needs_no_package(string room) => Assert.Empty(References("src", room, "PackageReference"));

    /// <summary>
    /// A product project that reads the internals of another one has no boundary to it. The sandbox is no product: the
    /// demo plays with its inside.
    /// </summary>
    [Theory]
    [MemberData(nameof(ProductRooms))]
    public void A_room_shows_its_internals_to_tests_and_benches_only(string room) =>
        Assert.Empty(
            References("src", room, "InternalsVisibleTo")
                .Where(name => Allowed.Keys.Any(other => Assemblies.Of(other).GetName().Name == name))
        );

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

    /// <summary>A room above others may name each of them.</summary>
    private static string[] Below(string room) => [.. Upwards.TakeWhile(other => other != room)];

    private static IEnumerable<string> References(string folder, string project, string kind) =>
        XDocument
            .Load(Repository.PathOf(folder, project, project + ".csproj"))
            .Descendants(kind)
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
