using System.Text.Json;
using Rollouts.Bench.Corpus.Judging;

namespace Rollouts.Bench.Corpus.Rules;

/// <summary>A committed rule of a peer, with the public documentation that it is taken from.</summary>
/// <param name="Says">The rule in words, for the page.</param>
internal sealed record RuleFile(
    string Name,
    string Says,
    IReadOnlyList<string> Documentation,
    ThresholdTerms? Threshold,
    KayentaTerms? Kayenta
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly string[] Files = ["flagger.json", "argo.json", "kayenta.json", "cloudwatch.json"];

    public static IReadOnlyList<RuleFile> All { get; } =
    [
        .. Files.Select(file =>
            JsonSerializer.Deserialize<RuleFile>(File.ReadAllBytes(Published.PathOf("rules", file)), Json)!
        ),
    ];

    /// <summary>The rule at the begin of a rollout.</summary>
    public IRule Begin() =>
        (Threshold, Kayenta) switch
        {
            ({ } terms, null) => new ThresholdRule(terms),
            (null, { } terms) => new KayentaRule(terms),
            _ => throw new InvalidOperationException($"The rule of {Name} needs one kind of terms."),
        };
}
