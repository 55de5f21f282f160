using System.Text.Json;

namespace Rollouts.Api.Http;

/// <summary>A status and a body in a form that can be stored and repeated unchanged.</summary>
/// <param name="MayPass">Whether the request had no effect and may succeed the next time.</param>
internal sealed record Reply(int Status, string Body, bool MayPass = false)
{
    public static Reply Of<T>(int status, T body) => new(status, JsonSerializer.Serialize(body, ApiJson.Options));

    public static Reply Of(Problem problem) => Of(problem.Status, problem) with { MayPass = problem.MayPass };
}
