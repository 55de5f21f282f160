using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;

namespace Rollouts.Api.Dashboard.Requests;

/// <summary>Shows problems of dashboard requests as pages of the dashboard.</summary>
internal sealed class DashboardProblemPages : IProblemPages
{
    public bool Serves(HttpContext context) => Page.ShowsRefusals(context);

    public Task WriteAsync(HttpContext context, Problem problem) => PageRefusals.WriteAsync(context, problem);
}
