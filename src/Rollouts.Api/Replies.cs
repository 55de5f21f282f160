using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Problems;

namespace Rollouts.Api;

/// <summary>Writes what a request came to.</summary>
internal static class Replies
{
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = Problem.ContentType;
        return context.Response.WriteAsync(JsonSerializer.Serialize(problem, ApiJson.Options));
    }

    public static IResult Of(Problem problem) =>
        Results.Text(
            JsonSerializer.Serialize(problem, ApiJson.Options),
            Problem.ContentType,
            statusCode: problem.Status
        );

    public static IResult Of(Reply reply) =>
        Results.Text(
            reply.Body,
            reply.Status >= StatusCodes.Status400BadRequest ? Problem.ContentType : "application/json",
            statusCode: reply.Status
        );
}
