using System.Text.Json.Nodes;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Integrations.Routers;

/// <summary>The syntax of request matches in one kind of document.</summary>
internal interface IMatchWords
{
    /// <summary>Adds a condition. Returns the reason if it conflicts with the present match, otherwise null.</summary>
    string? Write(JsonObject match, RequestCondition condition);

    /// <summary>
    /// The conditions that a match has beyond the rule's own; null for each of them that cannot be read.
    /// </summary>
    IReadOnlyList<RequestCondition?>? Read(JsonObject rule, JsonObject match);
}
