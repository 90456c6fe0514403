package renewals.portal.merchant;

import java.util.List;
import renewals.portal.merchant.RenewalView.Note;
import renewals.portal.merchant.RenewalView.Tone;

/**
 * The one answer of a renewal's page.
 *
 * @param second empty if there is nothing to add
 */
record Headline(Tone tone, String status, String answer, String second, List<Note> notes) {}
