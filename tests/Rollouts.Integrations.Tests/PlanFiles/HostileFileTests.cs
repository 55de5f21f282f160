using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Integrations.Tests.PlanFiles;

/// <summary>Files that nobody in his right mind would write, and what they get for it.</summary>
public sealed class HostileFileTests
{
    private static readonly string Full = File.ReadAllText(Repository.PathOf("examples", "checkout-full.yaml"));

    [Fact]
    public void Refuses_a_bomb_of_anchors() =>
        Refused(
            "plan.anchor",
            """
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: [*c, *c, *c, *c, *c, *c, *c, *c, *c]
            """
        );

    [Fact]
    public void Refuses_five_megabytes() => Refused("plan.file-too-large", "a: " + new string('x', 5_000_000));

    [Theory]
    [InlineData('[', "plan.too-deep")]
    [InlineData('{', "plan.syntax")]
    [InlineData('-', "plan.too-deep")]
    public void Refuses_a_well_without_a_bottom(char bracket, string code) =>
        Refused(code, "a:\n " + string.Concat(Enumerable.Repeat(bracket == '-' ? "- " : bracket.ToString(), 100_000)));

    [Fact]
    public void Refuses_a_well_without_a_bottom_in_json() =>
        Refused(
            "plan.too-deep",
            string.Concat(Enumerable.Repeat("{\"a\":", 30)) + "1" + new string('}', 30),
            "plan.json"
        );

    [Fact]
    public void Refuses_a_hundred_thousand_keys() =>
        Refused("plan.too-many-values", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"k{i}: 1\n")));

    [Fact]
    public void Keeps_to_fifty_reasons() =>
        Assert.Equal(
            50,
            Written.Read(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"k{i}: 1\n"))).Problems.Count
        );

    [Theory]
    [InlineData("plan.json", "{\"service\":\"a\",\"service\":\"b\"}", "plan.duplicate-key")]
    [InlineData("plan.json", "{\"service\": NaN}", "plan.syntax")]
    [InlineData("plan.json", "[1, 2", "plan.syntax")]
    [InlineData("plan.json", "{\"service\":\"\\ud800\"}", "plan.not-text")]
    [InlineData("plan.yaml", "{[a]: b}", "plan.syntax")]
    [InlineData("plan.yaml", "? {a: b}\n: c", "plan.syntax")]
    [InlineData("plan.yaml", "service: \0", "plan.not-text")]
    [InlineData("plan.yaml", "<<: {service: a}", "plan.unknown-key")]
    [InlineData("plan.yaml", "just text", "plan.wrong-kind")]
    [InlineData("plan.yaml", "- a\n- b", "plan.wrong-kind")]
    public void Refuses_what_is_no_plan(string file, string content, string code) => Refused(code, content, file);

    [Fact]
    public void Repeats_no_secret_in_its_answer()
    {
        var problems = Written
            .Read(
                Written.Short
                    + "\nhooks: { before: https://ci:hunter2@example.com/ }\nowner: ghp_0123456789abcdefghijklmnop"
            )
            .Problems;

        Assert.Equal(2, problems.Count);
        Assert.All(problems, problem => Assert.Equal("plan.secret-in-plan", problem.Fault.Code));
        Assert.DoesNotContain("hunter2", string.Join('\n', problems), StringComparison.Ordinal);
        Assert.DoesNotContain("ghp_", string.Join('\n', problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Forges_no_line_of_a_log() =>
        Assert.All(
            Written.Read("service: \"a\\nplan.yaml:1:1: all is well\"\n\"x\\ny\": 1").Problems,
            problem => Assert.DoesNotContain('\n', problem.ToString())
        );

    [Fact]
    public void Never_throws_for_a_plan_that_was_torn_and_mended_at_random() =>
        Prop.ForAll(Torn(Full).ToArbitrary(), text => Answers(text, "plan.yaml"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));

    [Fact]
    public void Never_throws_for_json_that_was_torn_and_mended_at_random() =>
        Prop.ForAll(Torn(Json.OfYaml(Full)).ToArbitrary(), text => Answers(text, "plan.json"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));

    [Fact]
    public void Never_throws_for_bytes_at_random() =>
        Prop.ForAll<byte[]>(bytes => PlanReader.Read("plan.yaml", bytes, null).Problems.Count > 0)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>Cuts a piece out of a text and puts something that means something to a parser in its place.</summary>
    private static Gen<string> Torn(string text)
    {
        string[] shards =
        [
            "",
            "\t",
            "\n",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "#",
            "&a ",
            "*a",
            "!!x ",
            "|\n",
            ">\n",
            "? ",
            "%",
            "---\n",
            "\u0000",
            "\u2028",
            "99999999999999999999",
            ".nan",
            "-1",
            "5%",
            "10m",
            "true",
            "null",
            "\ud83d\ude80",
            "\\ud800",
            "{version}",
            ",,",
            "\\",
            "@",
            "`",
        ];
        var tear =
            from at in Gen.Choose(0, text.Length - 1)
            from length in Gen.Choose(0, 40)
            from shard in Gen.Elements(shards)
            select (At: at, Length: length, Shard: shard);
        return tear.NonEmptyListOf().Select(tears => tears.Take(8).Aggregate(text, Tear));
    }

    private static string Tear(string text, (int At, int Length, string Shard) tear) =>
        text[..Math.Min(tear.At, text.Length)] + tear.Shard + text[Math.Min(tear.At + tear.Length, text.Length)..];

    private static bool Answers(string text, string file)
    {
        var reading = Written.Read(text, file);
        return reading.IsAccepted || reading.Problems.Count > 0;
    }

    private static void Refused(string code, string content, string file = "plan.yaml")
    {
        var reading = PlanReader.Read(file, Encoding.UTF8.GetBytes(content), installation: null);

        Assert.Null(reading.Plan);
        Assert.Contains(code, reading.Problems.Select(problem => problem.Fault.Code));
    }
}
