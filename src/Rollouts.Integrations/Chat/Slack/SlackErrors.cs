using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>What an error of the Web API means, and what an administrator does about it.</summary>
internal static class SlackErrors
{
    public static Fault Of(string whom, string error, TimeSpan? patience) =>
        error switch
        {
            "ratelimited" or "rate_limited" or "message_limit_exceeded" => new Fault(
                FaultKind.Throttled,
                $"{whom} asks for patience: {error}",
                patience
            ),
            "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" => new Fault(
                FaultKind.Broken,
                $"{whom} failed: {error}",
                patience
            ),
            "channel_not_found" or "is_archived" or "channel_is_archived" => new Fault(
                FaultKind.NotFound,
                $"{whom} has no such channel that is open ({error}); correct the plan's 'tell', or invite the app to "
                    + "the private channel"
            ),
            // The app is invited and the message goes through: worth another try, and worth being shown.
            "not_in_channel" or "restricted_action" => new Fault(
                FaultKind.Broken,
                $"{whom} does not let the app write there ({error}); invite it to the channel"
            ),
            "message_not_found" or "thread_not_found" or "cant_update_message" or "edit_window_closed" => new Fault(
                FaultKind.Gone,
                $"{whom} has the message no more ({error})"
            ),
            "invalid_auth"
            or "not_authed"
            or "token_revoked"
            or "token_expired"
            or "account_inactive"
            or "team_access_not_granted"
            or "not_allowed_token_type" => new Fault(
                FaultKind.Denied,
                $"{whom} refuses the token ({error}); install the app again and replace the token"
            ),
            "missing_scope" or "no_permission" or "ekm_access_denied" => new Fault(
                FaultKind.Denied,
                $"{whom} lacks a scope for it ({error}); compare the app with deploy/slack/manifest.yaml"
            ),
            _ => new Fault(FaultKind.Refused, $"{whom} refuses it: {ForeignText.Quoted(error)}"),
        };
}
