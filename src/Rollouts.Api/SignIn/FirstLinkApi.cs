using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Identity;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;
using Rollouts.Worker.Hosting;
using Rollouts.Worker.Limiting;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.SignIn;

/// <summary>
/// Signing in by a link of whoever owns the machine, while nobody else vouches for people. Looking at the link uses
/// nothing up: what shows previews of links would be the first to follow it.
/// </summary>
internal static class FirstLinkApi
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
            : Pages.Of(context, Trouble.LinkWrong);

    private static async Task<IResult> UseAsync(
        HttpContext context,
        SignInSetup setup,
        AdministratorKey administrator,
        CrossSite crossSite,
        Arrivals arrivals,
        Engine engine,
        Strangers strangers
    )
    {
        if (crossSite.IsFromElsewhere(context))
        {
            return SignInApi.Refuse(context, strangers, Trouble.CrossSite, "it was sent from another site");
        }

        var code = await Forms.ReadAsync(context, "code");
        if (setup.Settings is not null || code is not { Length: <= LongestCode } || !IsGood(code))
        {
            return SignInApi.Refuse(context, strangers, Trouble.LinkWrong, "its link is not good");
        }

        return await arrivals.SignInAsync(
            context,
            Person.Owner,
            Caller.Owner.Actor,
            (session, origin) => Used(code, session, origin)
        )
            ? SignInApi.SeeOther(context, LocalPath.Home)
            : SignInApi.Refuse(context, strangers, Trouble.LinkWrong, "its link was used before");

        bool IsGood(string text)
        {
            try
            {
                return administrator.With(key => FirstLink.IsGood(key, text, engine.Clock.Now.ToDateTimeOffset()));
            }
            catch (HostRefusedException)
            {
                // Whoever took the key away wants no links by it.
                return false;
            }
        }
    }

    // A stream that begins with it: there is no second beginning, on whichever machine somebody tries.
    private static StreamWrite Used(string code, Session session, Origin origin)
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
