using System.Globalization;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Actions;
using Rollouts.Api.Dashboard.Components;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Api.SignIn;
using Rollouts.Engine.Clocks;

namespace Rollouts.Api.Dashboard.Pages.Sandbox;

/// <summary>
/// The demo without a second terminal: buttons that make the sandbox's next version good, bad, dead or
/// misrouted, and start it.
/// The page exists only if the process was started beside a sandbox.
/// </summary>
internal sealed class SandboxPages(DashboardShell shell, UseCases useCases, StoreClock clock, TimeProvider time)
    : IDisposable
{
    /// <summary>The environment variable with the sandbox's admin address. The demo sets it.</summary>
    public const string Variable = "ROLLOUTS_SANDBOX";

    private const int MostMilliseconds = 60_000;

    private static readonly string[] Services = ["checkout", "search", "carts"];

    private static readonly Dictionary<string, ReleaseKind> Kinds = new(StringComparer.Ordinal)
    {
        ["good"] = new(0, 5, "a good release"),
        ["bad"] = new(0.05, 5, "a release that fails every twentieth request"),
        ["dead"] = new(1, 5, "a release that fails every request"),
        ["misrouted"] = new(0, 5, "a good release behind a front that ignores its weights") { IgnoresWeights = true },
        ["slow"] = new(0, 800, "a release that answers slowly"),
    };

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Null if there is no sandbox.</summary>
    public static Uri? Address { get; } =
        Uri.TryCreate(Environment.GetEnvironmentVariable(Variable), UriKind.Absolute, out var address)
        && address.IsLoopback
            ? address
            : null;

    public Task<IResult> ShowAsync(HttpContext context) =>
        Task.FromResult(PageOf(context, null, StatusCodes.Status200OK));

    /// <summary>Configures the idle version of a service and starts it.</summary>
    public async Task<IResult> ReleaseAsync(HttpContext context, string service, string kind)
    {
        await PageForm.DemandAsync(context);
        if (Address is null || !Services.Contains(service) || !Kinds.TryGetValue(kind, out var dial))
        {
            return PageOf(context, Said("there is no such release"), StatusCodes.Status404NotFound);
        }

        if (
            (
                await TurnAsync(service, dial.Errors, dial.Milliseconds, context.RequestAborted)
                ?? await PutAsync(
                    $"services/{service}/front",
                    new { ignoresWeights = dial.IgnoresWeights },
                    context.RequestAborted
                )
            ) is
            { } failed
        )
        {
            return PageOf(context, Said(failed), StatusCodes.Status502BadGateway);
        }

        var version = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():MMdd.HHmm.ss}-{kind}");
        var outcome = await ActionOutcome.OfAsync(
            useCases,
            context,
            () =>
                StartRequests.Of(
                    UseCases.ContextOf(context, $"page-{Guid.NewGuid():N}"),
                    new StartBody(service, "staging", version, dial.Reason)
                )
        );
        return outcome.Refused is { } refused
            ? PageOf(context, ActionOutcome.Describe(refused), refused.Status)
            : SignInEndpoints.SeeOther(context, $"/dashboard/rollouts/{outcome.Value!.Spec.Id}");
    }

    public async Task<IResult> TurnAsync(HttpContext context, string service)
    {
        var form = await PageForm.DemandAsync(context);
        if (
            !Services.Contains(service)
            || NumberIn(form["errors"], most: 100) is not { } errors
            || NumberIn(form["milliseconds"], MostMilliseconds) is not { } delay
        )
        {
            return PageOf(
                context,
                Said(
                    $"errors are a percentage from 0 to 100, and latency is from 0 to {MostMilliseconds} milliseconds"
                ),
                StatusCodes.Status400BadRequest
            );
        }

        return await TurnAsync(service, errors / 100, delay, context.RequestAborted) is { } failed
            ? PageOf(context, Said(failed), StatusCodes.Status502BadGateway)
            : PageOf(
                context,
                new SaidView(
                    "ok",
                    "It is turned",
                    $"The next version of {service} fails {form["errors"]} % of requests and takes "
                        + $"{form["milliseconds"]} ms."
                ),
                StatusCodes.Status200OK
            );
    }

    public void Dispose() => _http.Dispose();

    private static double? NumberIn(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number >= 0
        && number <= most
            ? number
            : null;

    private Task<string?> TurnAsync(string service, double errors, double milliseconds, CancellationToken gone) =>
        PutAsync($"services/{service}/idle", new { errorRate = errors, latencyMilliseconds = milliseconds }, gone);

    /// <summary>Returns null on success.</summary>
    private async Task<string?> PutAsync<T>(string path, T body, CancellationToken gone)
    {
        if (Address is null)
        {
            return "this process was not started beside a sandbox";
        }

        try
        {
            var turned = await _http.PutAsJsonAsync(new Uri(Address, path), body, gone);
            return turned.IsSuccessStatusCode ? null : await turned.Content.ReadAsStringAsync(gone);
        }
        catch (HttpRequestException exception)
        {
            return $"the sandbox does not answer: {exception.Message}";
        }
        catch (TaskCanceledException) when (!gone.IsCancellationRequested)
        {
            return $"the sandbox did not answer within {_http.Timeout.TotalSeconds:0} seconds";
        }
    }

    private static SaidView Said(string text) => new("bad", "This was not done", Queries.RolloutWords.Sentence(text));

    private sealed record ReleaseKind(double Errors, double Milliseconds, string Reason)
    {
        public bool IgnoresWeights { get; init; }
    }

    private IResult PageOf(HttpContext context, SaidView? said, int status) =>
        Page.Of<SandboxPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(SandboxPage.Shell)] = shell.Of(context, "Sandbox", "Sandbox", clock.Now),
                [nameof(SandboxPage.Services)] = Services,
                [nameof(SandboxPage.Said)] = said,
                [nameof(SandboxPage.IsThere)] = Address is not null,
            },
            status
        );
}
