using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>
/// The folders of a project depend on each other in one direction. A circle joins its folders into one unit: no part
/// of it can be read, tested or moved without the rest.
/// </summary>
public sealed class FolderTests
{
    public static TheoryData<string> Rooms =>
        [.. Directory.GetDirectories(Repository.PathOf("src")).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Folders_of_a_project_form_no_circle(string room)
    {
        var dependencies = FolderDependencies.Of(room);
        var circles =
            from pair in dependencies.Keys
            where FolderDependencies.Leads(dependencies, pair.To, pair.From)
            orderby pair.From, pair.To
            select $"{pair.From} -> {pair.To}: {dependencies[pair]}";

        Assert.Empty(circles);
    }
}
