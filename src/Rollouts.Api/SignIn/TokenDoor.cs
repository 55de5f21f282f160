using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Identity;
using Rollouts.Api.Tokens;
using Rollouts.Integrations.SignIn;
using Rollouts.Worker;

namespace Rollouts.Api.SignIn;

/// <summary>Lets in pipelines that come with a token of the provider.</summary>
internal sealed partial class TokenDoor(SignInSetup setup, DoorLog log, Engine engine, ILogger<TokenDoor> logger)
{
    /// <summary>Null for a token that opens nothing. Why stands in the log.</summary>
    public async Task<Caller?> EnterAsync(HttpContext context, string text)
    {
        if (setup.Settings is not { Tokens: { } rules } settings)
        {
            return Refused(context, "nobody vouches for tokens here");
        }

        if (Jwt.Parse(text) is not { } token)
        {
            return Refused(context, WordsOf(TokenRefusal.Malformed));
        }

        if (!(await setup.Keys.ForAsync(token, context.RequestAborted)).TryGet(out var keys, out var fault))
        {
            LogNoKeys(logger, fault.Message);
            return Refused(context, "the keys of the provider cannot be had");
        }

        return TokenCheck.Check(
            token,
            keys,
            TokenRules.OfBearer(settings.Issuer, rules.Audience),
            engine.Clock.Latest.ToDateTimeOffset()
        ) switch
        {
            TokenVerdict.Accepted { Claims: var claims } => await EnterAsync(context, settings, rules, claims),
            TokenVerdict.Refused { Why: var why } => Refused(context, WordsOf(why)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>For the log: fixed words, in which nothing that a stranger wrote can stand.</summary>
    public static string WordsOf(TokenRefusal why) =>
        $"its token is not good: {JsonNamingPolicy.KebabCaseLower.ConvertName(why.ToString())}";

    private async Task<Caller?> EnterAsync(
        HttpContext context,
        SignInSettings settings,
        TokenSettings rules,
        Claims claims
    )
    {
        var person = PersonReader.Read(
            settings.Issuer,
            claims,
            more: null,
            rules.NameClaim ?? settings.NameClaim,
            rules.GroupsClaim,
            out var why
        );
        if (person is null)
        {
            return Refused(context, why);
        }

        if (Visitors.Pipeline(settings, person) is not { } caller)
        {
            return Refused(context, "no role is given to anything that its token says");
        }

        await log.NoteEntryAsync(context, caller);
        return caller with { Until = Instant.From(claims.Moment("exp")!.Value) + TokenCheck.Skew };
    }

    private static Caller? Refused(HttpContext context, string why)
    {
        DoorLog.Because(context, Refusals.KeyNeeded.Code, why);
        return null;
    }

    [LoggerMessage(1, LogLevel.Warning, "A token cannot be checked: {Why}")]
    private static partial void LogNoKeys(ILogger logger, string why);
}
