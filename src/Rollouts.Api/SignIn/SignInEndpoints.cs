using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Limiting;
using Rollouts.Engine.Sessions;

namespace Rollouts.Api.SignIn;

/// <summary>Sign-in with a provider, and sign-out.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", BeginAsync);
        pages.MapGet(CodeFlow.CallbackPath, FinishAsync);
        pages.MapGet(LocalPath.Done, ShowAsync);
        pages.MapGet("/sign-in/left", Pages.Left);
        pages.MapPost("/sign-out", LeaveAsync);

        // A browser that opens the address sends GET. It gets the page with the button.
        pages.MapGet("/sign-out", ShowAsync);
        pages.MapGet("/", Welcome);
        pages.MapFirstLink();
    }

    private static async Task<IResult> BeginAsync(
        HttpContext context,
        SignInSetup setup,
        CodeFlow flow,
        Cookies cookies,
        StoreClock clock,
        string? returnTo = null
    )
    {
        if (setup.Settings is not { } settings)
        {
            return Pages.Of(context, SignInError.NoProvider);
        }

        var attempt = Attempt.Begin(clock.Now, LocalPath.Of(returnTo));
        if (!(await flow.AddressAsync(settings, attempt, context.RequestAborted)).TryGet(out var address, out _))
        {
            return Pages.Of(context, SignInError.ProviderAway);
        }

        cookies.PutAttempt(context, attempt.Text, Attempt.Longest);
        return SeeOther(context, address.AbsoluteUri);
    }

    private static async Task<IResult> FinishAsync(
        HttpContext context,
        SignInSetup setup,
        CodeFlow flow,
        Cookies cookies,
        SignInService signIn,
        FailedLoginLimiter limiter
    )
    {
        if (setup.Settings is not { } settings)
        {
            return Pages.Of(context, SignInError.NoProvider);
        }

        var attempt = Attempt.Read(cookies.Attempt(context));
        var (person, trouble, why) = await flow.FinishAsync(
            settings,
            attempt,
            context.Request.Query,
            context.RequestAborted
        );
        cookies.DropAttempt(context);
        if (person is null)
        {
            return Refuse(context, limiter, trouble!, why);
        }

        if (RoleMapper.Person(settings, person) is not { } caller)
        {
            return Refuse(context, limiter, SignInError.NoRole, $"no role is given to '{person.Name}'");
        }

        await signIn.SignInAsync(context, person, caller.Actor, companion: null);
        return SeeOther(context, attempt!.ReturnTo);
    }

    /// <summary>Redirects a browser to the home page. A program gets 404.</summary>
    private static IResult Welcome(HttpContext context) =>
        context.Request.Headers.Accept.Any(accepted =>
            accepted?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true
        )
            ? SeeOther(context, LocalPath.Home)
            : Results.NotFound();

    private static async Task<IResult> ShowAsync(HttpContext context, CookieHandler handler, Cookies cookies) =>
        await handler.EnterAsync(context) is { } caller && cookies.Session(context) is { } text
            ? Pages.Done(context, caller, SessionText.ProofOf(text))
            : SeeOther(context, "/sign-in");

    private static async Task<IResult> LeaveAsync(
        HttpContext context,
        CookieHandler handler,
        Cookies cookies,
        CrossSite crossSite,
        SignInService signIn
    )
    {
        var form = await Forms.ReadAsync(context, "csrf");
        if (await handler.FindAsync(context) is { } caller)
        {
            if (crossSite.Refusal(context, form) is { } forged)
            {
                return form is null ? Replies.Of(forged) : Pages.Of(context, SignInError.CrossSite);
            }

            await signIn.SignOutAsync(context, caller);
        }

        cookies.DropSession(context);
        return form is null ? Results.NoContent() : SeeOther(context, "/sign-in/left");
    }

    /// <summary>Shows the error, logs the reason, and limits repeated attempts.</summary>
    public static IResult Refuse(HttpContext context, FailedLoginLimiter limiter, SignInError trouble, string why)
    {
        HttpAccessLog.Because(context, trouble.Code, why);
        return Pages.Of(context, limiter.AreTooMany(context) ? SignInError.TooMany : trouble);
    }

    // 303 makes the browser send GET after any method, and browsers do not cache it.
    public static IResult SeeOther(HttpContext context, string address)
    {
        context.Response.Headers.Location = address;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
