import java.io.FileInputStream;
import java.util.TreeSet;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Validates PDF files with the veraPDF engine: pairs of flavour ("ua1", "3a") and file. */
public class VeraCheck {
    public static void main(String[] pairs) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        var foundry = Foundries.defaultInstance();
        var passed = true;
        for (var n = 0; n < pairs.length; n += 2) {
            var flavour = PDFAFlavour.fromString(pairs[n]);
            try (var stream = new FileInputStream(pairs[n + 1]);
                    var parser = foundry.createParser(stream, flavour);
                    var validator = foundry.createValidator(flavour, false)) {
                var result = validator.validate(parser);
                var broken = new TreeSet<String>();
                for (var one : result.getTestAssertions()) {
                    broken.add(one.getRuleId().getClause() + ": " + one.getMessage());
                }
                System.out.println(
                        (result.isCompliant() ? "PASS " : "FAIL ") + pairs[n] + " " + pairs[n + 1]);
                broken.forEach(rule -> System.out.println("  " + rule));
                passed &= result.isCompliant();
            }
        }
        System.exit(passed ? 0 : 1);
    }
}
