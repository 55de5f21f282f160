using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Identity;
using Rollouts.Worker;
using Rollouts.Worker.Limiting;

namespace Rollouts.Api.SignIn;

/// <summary>Signing in with a provider, and out.</summary>
internal static class SignInApi
{
    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", BeginAsync);
        pages.MapGet(CodeFlow.CallbackPath, FinishAsync);
        pages.MapGet(LocalPath.Home, ShowAsync);
        pages.MapGet("/sign-in/left", Pages.Left);
        pages.MapPost("/sign-out", LeaveAsync);

        // A browser that is sent to an address comes with GET: it gets the page with the button.
        pages.MapGet("/sign-out", ShowAsync);
        pages.MapGet("/", Welcome);
        pages.MapFirstLink();
    }

    private static async Task<IResult> BeginAsync(
        HttpContext context,
        SignInSetup setup,
        CodeFlow flow,
        Cookies cookies,
        Engine engine,
        string? returnTo = null
    )
    {
        if (setup.Settings is not { } settings)
        {
            return Pages.Of(context, Trouble.NoProvider);
        }

        var attempt = Attempt.Begin(engine.Clock.Now, LocalPath.Of(returnTo));
        if (!(await flow.AddressAsync(settings, attempt, context.RequestAborted)).TryGet(out var address, out _))
        {
            return Pages.Of(context, Trouble.ProviderAway);
        }

        cookies.PutAttempt(context, attempt.Text, Attempt.Longest);
        return SeeOther(context, address.AbsoluteUri);
    }

    private static async Task<IResult> FinishAsync(
        HttpContext context,
        SignInSetup setup,
        CodeFlow flow,
        Cookies cookies,
        Arrivals arrivals,
        Strangers strangers
    )
    {
        if (setup.Settings is not { } settings)
        {
            return Pages.Of(context, Trouble.NoProvider);
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
            return Refuse(context, strangers, trouble!, why);
        }

        if (Visitors.Person(settings, person) is not { } caller)
        {
            return Refuse(context, strangers, Trouble.NoRole, $"no role is given to '{person.Name}'");
        }

        await arrivals.SignInAsync(context, person, caller.Actor, companion: null);
        return SeeOther(context, attempt!.ReturnTo);
    }

    /// <summary>Leads a browser to the page after signing in. A program gets 404.</summary>
    private static IResult Welcome(HttpContext context) =>
        context.Request.Headers.Accept.Any(accepted =>
            accepted?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true
        )
            ? SeeOther(context, LocalPath.Home)
            : Results.NotFound();

    private static async Task<IResult> ShowAsync(HttpContext context, SessionDoor door, Cookies cookies) =>
        await door.EnterAsync(context) is { } caller && cookies.Session(context) is { } text
            ? Pages.Done(context, caller, SessionText.ProofOf(text))
            : SeeOther(context, "/sign-in");

    private static async Task<IResult> LeaveAsync(
        HttpContext context,
        SessionDoor door,
        Cookies cookies,
        CrossSite crossSite,
        Arrivals arrivals
    )
    {
        var form = await Forms.ReadAsync(context, "csrf");
        if (await door.FindAsync(context) is { } caller)
        {
            if (crossSite.Refusal(context, form) is { } forged)
            {
                return form is null ? Replies.Of(forged) : Pages.Of(context, Trouble.CrossSite);
            }

            await arrivals.SignOutAsync(context, caller);
        }

        cookies.DropSession(context);
        return form is null ? Results.NoContent() : SeeOther(context, "/sign-in/left");
    }

    /// <summary>Says so, notes why, and slows down whoever tries again and again.</summary>
    public static IResult Refuse(HttpContext context, Strangers strangers, Trouble trouble, string why)
    {
        DoorLog.Because(context, trouble.Code, why);
        return Pages.Of(context, strangers.AreTooMany(context) ? Trouble.TooMany : trouble);
    }

    // Always a GET, whatever led here, and remembered by no browser.
    public static IResult SeeOther(HttpContext context, string address)
    {
        context.Response.Headers.Location = address;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
