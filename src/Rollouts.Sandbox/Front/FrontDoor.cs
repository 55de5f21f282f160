using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Front;

/// <summary>Tells by the first part of a path which service a customer wants.</summary>
internal sealed class FrontDoor(IReadOnlyDictionary<string, WeightedFront> fronts)
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
