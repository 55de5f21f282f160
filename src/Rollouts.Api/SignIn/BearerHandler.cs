using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Identity;
using Rollouts.Api.Tokens;
using Rollouts.Engine.Clocks;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Api.SignIn;

/// <summary>Authenticates pipelines by a token of the provider.</summary>
internal sealed partial class BearerHandler(
    SignInSetup setup,
    AccessLog log,
    StoreClock clock,
    ILogger<BearerHandler> logger
)
{
    /// <summary>Null if the token is refused. The log has the reason.</summary>
    public async Task<Caller?> EnterAsync(HttpContext context, string text)
    {
        if (setup.Settings is not { Tokens: { } rules } settings)
        {
            return Refused(context, "no token provider is connected");
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
            clock.Latest.ToDateTimeOffset()
        ) switch
        {
            TokenVerdict.Accepted { Claims: var claims } => await EnterAsync(context, settings, rules, claims),
            TokenVerdict.Refused { Why: var why } => Refused(context, WordsOf(why)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Fixed text for the log, without any text from the token.</summary>
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

        if (RoleMapper.Pipeline(settings, person) is not { } caller)
        {
            return Refused(context, "no role is given to anything that its token says");
        }

        await log.NoteEntryAsync(caller, HttpAccessLog.AddressOf(context));
        return caller with { Until = Instant.From(claims.Moment("exp")!.Value) + TokenCheck.Skew };
    }

    private static Caller? Refused(HttpContext context, string why)
    {
        HttpAccessLog.Because(context, AccessRefusals.KeyNeeded.Code, why);
        return null;
    }

    [LoggerMessage(1, LogLevel.Warning, "A token cannot be checked: {Why}")]
    private static partial void LogNoKeys(ILogger logger, string why);
}
