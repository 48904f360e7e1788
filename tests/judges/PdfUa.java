import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks the veraPDF engine whether each named file is PDF/UA-1; one line a fault: file, clause-test, message. */
public class PdfUa {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), PDFAFlavour.PDFUA_1)) {
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false);
                ValidationResult result = validator.validate(parser);
                for (TestAssertion fault : result.getTestAssertions()) {
                    System.out.println(file + "\t" + fault.getRuleId().getClause() + "-"
                            + fault.getRuleId().getTestNumber() + "\t" + fault.getMessage().replace('\n', ' '));
                }
                // The file's own verdict, so that silence is never taken for a pass.
                System.out.println(file + "\t" + (result.isCompliant() ? "compliant" : "refused") + "\t"
                        + result.getTotalAssertions() + " checks");
            }
        }
    }
}
