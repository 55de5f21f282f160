using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Front;

/// <summary>Selects the service of a request by the first part of its path.</summary>
internal sealed class FrontProxy(IReadOnlyDictionary<string, WeightedFront> fronts)
{
    public Task AnswerAsync(HttpContext context)
    {
        var service = context.Request.Path.Value!.TrimStart('/').Split('/')[0];
        if (fronts.TryGetValue(service, out var front))
        {
            return front.AnswerAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
