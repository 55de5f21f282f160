using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Identity;
using Rollouts.Domain.Access;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Limiting;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.SignIn;

/// <summary>
/// Sign-in by a link for the owner of the machine, while no provider is configured. A GET does not use the link up,
/// because previews of links would be the first to follow it.
/// </summary>
internal static class FirstLinkEndpoints
{
    private const int LongestCode = 200;

    public static void MapFirstLink(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(FirstLink.Path, Show);
        pages.MapPost(FirstLink.Path, UseAsync);
    }

    private static IResult Show(HttpContext context, SignInSetup setup, string? code = null) =>
        setup.Settings is null && code is { Length: > 0 and <= LongestCode }
            ? Pages.Link(context, code)
            : Pages.Of(context, SignInError.LinkWrong);

    private static async Task<IResult> UseAsync(
        HttpContext context,
        SignInSetup setup,
        AdministratorKey administrator,
        CrossSite crossSite,
        SignInService signIn,
        StoreClock clock,
        FailedLoginLimiter limiter
    )
    {
        if (crossSite.IsFromElsewhere(context))
        {
            return SignInEndpoints.Refuse(context, limiter, SignInError.CrossSite, "it was sent from another site");
        }

        var code = await Forms.ReadAsync(context, "code");
        if (setup.Settings is not null || code is not { Length: <= LongestCode } || !IsGood(code))
        {
            return SignInEndpoints.Refuse(context, limiter, SignInError.LinkWrong, "its link is not good");
        }

        return await signIn.SignInAsync(
            context,
            Person.Owner,
            Caller.Owner.Actor,
            (session, origin) => Used(code, session, origin)
        )
            ? SignInEndpoints.SeeOther(context, LocalPath.Home)
            : SignInEndpoints.Refuse(context, limiter, SignInError.LinkWrong, "its link was used before");

        bool IsGood(string text)
        {
            try
            {
                return administrator.With(key => FirstLink.IsGood(key, text, clock.Now.ToDateTimeOffset()));
            }
            catch (HostRefusedException)
            {
                // Without the key no link is valid.
                return false;
            }
        }
    }

    // The link begins a stream of its own. A second use would begin it again, which the store refuses on every machine.
    private static StreamWrite Used(string code, Session session, EventMetadata origin)
    {
        var stream = new StreamName($"link/{FirstLink.NameOf(code)}");
        var entry = Recorder.Write(
            stream.Text,
            1,
            new AccessEvent.LinkUsed(session.Id.Short),
            origin.At,
            origin.By,
            origin.Cause,
            origin.Reason
        );
        return new StreamWrite(stream, 0) { Entries = [entry] };
    }
}
