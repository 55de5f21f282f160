using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>What reviewers would otherwise have to look for by hand.</summary>
public sealed class SourceTests
{
    /// <summary>A file that grows beyond this holds two ideas.</summary>
    private const int LongestFile = 300;

    private const int LongestLine = 120;

    private static readonly string[] Files =
    [
        .. Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories),
    ];

    [Fact]
    public void No_file_holds_more_than_one_idea() =>
        Assert.Empty(Files.Where(file => File.ReadLines(file).Count() > LongestFile));

    [Fact]
    public void Half_of_the_files_fit_on_a_screen() =>
        Assert.True(Files.Count(file => File.ReadLines(file).Count() <= 60) * 2 >= Files.Length);

    [Fact]
    public void No_line_needs_a_wider_screen() =>
        Assert.Empty(
            Files.SelectMany(file =>
                File.ReadLines(file).Where(line => line.Length > LongestLine).Select(line => $"{file}: {line.Trim()}")
            )
        );

    [Fact]
    public void No_folder_is_a_drawer_for_everything() =>
        Assert.Empty(
            Files
                .SelectMany(file => file.Split(Path.DirectorySeparatorChar))
                .Intersect(["Helpers", "Managers", "Models", "Common", "Utils", "Misc"])
        );

    [Fact]
    public void Nothing_is_left_to_do() =>
        Assert.Empty(
            Files.Where(file =>
                File.ReadAllText(file) is var text
                && new[] { "TODO", "FIXME", "HACK", "NotImplementedException" }.Any(mark =>
                    text.Contains(mark, StringComparison.Ordinal)
                )
            )
        );
}
