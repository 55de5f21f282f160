using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Rollouts.Api.Http;

/// <summary>Writes the responses of requests.</summary>
internal static class Replies
{
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        // A person who asks for a page gets the problem as a page.
        if (context.RequestServices?.GetService<IProblemPages>() is { } pages && pages.Serves(context))
        {
            return pages.WriteAsync(context, problem);
        }

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
