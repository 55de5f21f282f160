using System.Text.Json;
using Rollouts.Api.Problems;

namespace Rollouts.Api;

/// <summary>A status and a body, in a form that can be kept and given once more word for word.</summary>
/// <param name="MayPass">Nothing came of it, and the same request may well be answered otherwise the next time.</param>
internal sealed record Reply(int Status, string Body, bool MayPass = false)
{
    public static Reply Of<T>(int status, T body) => new(status, JsonSerializer.Serialize(body, ApiJson.Options));

    public static Reply Of(Problem problem) => Of(problem.Status, problem) with { MayPass = problem.MayPass };
}
