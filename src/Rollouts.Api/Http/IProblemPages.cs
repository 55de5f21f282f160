using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Http;

/// <summary>Shows a problem as a page if a person asked for a page. Other callers get problem+json.</summary>
internal interface IProblemPages
{
    bool Serves(HttpContext context);

    Task WriteAsync(HttpContext context, Problem problem);
}
