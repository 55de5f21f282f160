using System.Text.Json;

namespace Rollouts.Demo.Clients;

/// <summary>The state of the sandbox.</summary>
/// <param name="Weights">The weight of each version at the mesh itself.</param>
/// <param name="Answers">The number of requests to each version by status, as the front counted them.</param>
internal sealed record SandboxSeen(
    IReadOnlyDictionary<string, int> Weights,
    IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> Answers
)
{
    public long FailedOf(string version) => Answers[version].Where(answer => answer.Key >= 500).Sum(a => a.Value);

    public static SandboxSeen Of(JsonElement seen) =>
        new(
            seen.GetProperty("weights")
                .EnumerateObject()
                .ToDictionary(weight => weight.Name, weight => weight.Value.GetInt32(), StringComparer.Ordinal),
            seen.GetProperty("shop")
                .EnumerateObject()
                .ToDictionary(
                    version => version.Name,
                    version => AnswersOf(version.Value.GetProperty("answers")),
                    StringComparer.Ordinal
                )
        );

    private static IReadOnlyDictionary<int, long> AnswersOf(JsonElement answers) =>
        answers.EnumerateObject().ToDictionary(answer => int.Parse(answer.Name), answer => answer.Value.GetInt64());
}
