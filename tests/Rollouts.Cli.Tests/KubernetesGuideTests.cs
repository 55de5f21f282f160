using System.Text.RegularExpressions;

namespace Rollouts.Cli.Tests;

/// <summary>What docs/kubernetes.md tells a person to do with <c>rollouts</c> works, with the files that it names.</summary>
public sealed partial class KubernetesGuideTests
{
    private static readonly string Guide = File.ReadAllText(Repository.PathOf("docs", "kubernetes.md"))
        .ReplaceLineEndings("\n");

    private static readonly string Installation = Repository.PathOf("deploy", "kubernetes", "installation.yaml");
    private static readonly string Plan = Repository.PathOf("examples", "kubernetes", "checkout.yaml");

    public static TheoryData<string> Commands =>
        [
            .. Shell()
                .Matches(Guide)
                .SelectMany(block => block.Groups["text"].Value.Split('\n'))
                .Where(line => line.StartsWith("rollouts ", StringComparison.Ordinal)),
        ];

    [Fact]
    public void The_installation_and_the_plan_are_accepted_and_fit_each_other()
    {
        foreach (var arguments in new[] { ["lint", Installation], new[] { "lint", Plan, "-i", Installation } })
        {
            var (code, output, errors) = CommandLine.Run(arguments);
            Assert.True(code == 0, output + errors);
        }
    }

    [Fact]
    public void The_plan_in_the_guide_is_the_one_in_the_file() =>
        Assert.Contains(
            string.Join('\n', File.ReadAllLines(Plan).Where(line => !line.StartsWith('#'))),
            Guide,
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_the_options_that_it_is_called_with(string command)
    {
        var arguments = Word().Matches(command).Select(match => match.Value.Trim('"')).Skip(1);

        Assert.Empty(Program.Root().Parse([.. arguments]).Errors);
    }

    [Fact]
    public void An_option_that_is_not_there_would_be_found() =>
        Assert.NotEmpty(Program.Root().Parse(["doctor", "--no-such-option"]).Errors);

    [GeneratedRegex("^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();
}
