namespace Rollouts.Cli.Tests.Timelines;

public sealed class TimelineCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollouts-timeline-").FullName;

    public static TheoryData<string> Recorded =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("tests", "golden"), "*.jsonl")
                .Select(file => Path.GetFileNameWithoutExtension(file)),
        ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Tells_what_was_recorded(string name)
    {
        var (code, output, errors) = CommandLine.Run("timeline", Golden(name));

        var story = File.ReadAllText(Repository.PathOf("tests", "golden", name + ".story.txt"));
        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith(story.TrimEnd(), output, StringComparison.Ordinal);
        Assert.Contains("the chain is whole", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_record_was_changed()
    {
        var (code, output, _) = CommandLine.Run(
            "timeline",
            Copy("breach-at-25", lines => lines[2] = lines[2].Replace("\"at\":\"2026", "\"at\":\"2025"))
        );

        Assert.Equal(3, code);
        Assert.Contains("THE CHAIN IS BROKEN: record 3 is not what was written", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_a_record_is_missing()
    {
        var (code, output, _) = CommandLine.Run("timeline", Copy("breach-at-25", lines => lines.RemoveAt(3)));

        Assert.Equal(3, code);
        Assert.Contains("where record 4 should stand there is record 5", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_line_is_no_record()
    {
        var (code, output, errors) = CommandLine.Run("timeline", Copy("breach-at-25", lines => lines[1] = "hello"));

        Assert.Equal((3, ""), (code, output));
        Assert.Contains(":2: is no record of a stream", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Skips_no_event_that_it_does_not_know()
    {
        var (code, _, errors) = CommandLine.Run(
            "timeline",
            Copy("breach-at-25", lines => lines[1] = lines[1].Replace("blockers-changed.v1", "blockers-changed.v9"))
        );

        Assert.Equal(3, code);
        Assert.Contains("'rollout.blockers-changed.v9' is not known to this version", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.jsonl", "cannot be read")]
    [InlineData("empty.jsonl", "holds no record")]
    public void Says_why_a_file_is_of_no_use(string file, string complaint)
    {
        File.WriteAllText(Path.Combine(_folder, "empty.jsonl"), "");

        var (code, _, errors) = CommandLine.Run("timeline", Path.Combine(_folder, file));

        Assert.Equal(3, code);
        Assert.Contains(complaint, errors, StringComparison.Ordinal);
    }

    private static string Golden(string name) => Repository.PathOf("tests", "golden", name + ".jsonl");

    private string Copy(string name, Action<List<string>> change)
    {
        var lines = File.ReadAllLines(Golden(name)).ToList();
        change(lines);
        var file = Path.Combine(_folder, name + ".jsonl");
        File.WriteAllLines(file, lines);
        return file;
    }
}
